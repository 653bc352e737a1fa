// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.grocery;

import io.busbar.core.OutgoingEvent;
import io.busbar.core.handler.EventHandler;
import io.busbar.core.handler.Retry;
import io.busbar.testkit.grocery.GroceryEvents.OrderPlaced;
import io.busbar.testkit.grocery.GroceryEvents.PaymentFailed;
import io.busbar.testkit.grocery.GroceryEvents.PaymentOutcome;
import io.busbar.testkit.grocery.GroceryEvents.PaymentProcessed;
import io.busbar.testkit.grocery.GroceryEvents.PaymentRetryRequested;
import io.busbar.testkit.grocery.GroceryEvents.SubscriptionActivated;
import io.busbar.testkit.grocery.GroceryEvents.UpgradeRejected;
import io.busbar.testkit.grocery.GroceryEvents.UpgradeRequested;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The services of the upgrade, each idempotent by what it stores: run again, a handler changes
 * nothing and says the same again.
 */
public final class GroceryServices {

  private GroceryServices() {}

  /** Refuses some payments, by the digit at the end of the upgrade's id. */
  public static PaymentOutcome provider(String upgradeId, String userId, int attempt) {
    int digit = upgradeId.charAt(upgradeId.length() - 1) - '0';
    boolean refused = digit == 9 || (digit == 8 && attempt == 1);
    return refused
        ? new PaymentFailed(upgradeId, userId, attempt)
        : new PaymentProcessed(upgradeId, userId, "txn-" + upgradeId);
  }

  /** The correct one. */
  public static class Payment {
    public final List<String> charges = new ArrayList<>();
    private final Map<String, PaymentOutcome> outcomes = new HashMap<>();

    @EventHandler
    public PaymentOutcome on(UpgradeRequested event) {
      return once(event.upgradeId(), event.userId(), 1);
    }

    @EventHandler
    public PaymentOutcome on(PaymentRetryRequested event) {
      return once(event.upgradeId(), event.userId(), event.attempt());
    }

    private PaymentOutcome once(String upgradeId, String userId, int attempt) {
      return outcomes.computeIfAbsent(
          upgradeId + "/" + attempt, key -> charge(upgradeId, userId, attempt));
    }

    public PaymentOutcome charge(String upgradeId, String userId, int attempt) {
      PaymentOutcome outcome = provider(upgradeId, userId, attempt);
      if (outcome instanceof PaymentProcessed) {
        charges.add(upgradeId);
      }
      return outcome;
    }
  }

  /** The planted bug: forgets what it has charged. */
  public static final class ForgetfulPayment extends Payment {

    @EventHandler
    @Override
    public PaymentOutcome on(UpgradeRequested event) {
      return charge(event.upgradeId(), event.userId(), 1);
    }

    @EventHandler
    @Override
    public PaymentOutcome on(PaymentRetryRequested event) {
      return charge(event.upgradeId(), event.userId(), event.attempt());
    }
  }

  public static final class Subscription {
    public static final Duration RETRY_AFTER = Duration.ofMinutes(5);
    private static final int MOST_PAYMENTS = 3;
    public final Map<String, String> upgrades = new TreeMap<>();

    @EventHandler
    public void on(UpgradeRequested event) {
      upgrades.putIfAbsent(event.upgradeId(), "PENDING");
    }

    @EventHandler
    @Retry(maxAttempts = 20)
    public Optional<SubscriptionActivated> on(PaymentProcessed event) {
      requireKnown(event.upgradeId());
      upgrades.replace(event.upgradeId(), "PENDING", "ACTIVE");
      return "ACTIVE".equals(upgrades.get(event.upgradeId()))
          ? Optional.of(new SubscriptionActivated(event.upgradeId(), event.userId()))
          : Optional.empty();
    }

    @EventHandler
    @Retry(maxAttempts = 20)
    public Object on(PaymentFailed event) {
      requireKnown(event.upgradeId());
      if (event.attempt() < MOST_PAYMENTS) {
        int next = event.attempt() + 1;
        return OutgoingEvent.builder(
                new PaymentRetryRequested(event.upgradeId(), event.userId(), next))
            .delay(RETRY_AFTER)
            .build();
      }
      upgrades.replace(event.upgradeId(), "PENDING", "REJECTED");
      return new UpgradeRejected(event.upgradeId(), event.userId());
    }

    /** The payment may overtake the request. */
    private void requireKnown(String upgradeId) {
      if (!upgrades.containsKey(upgradeId)) {
        throw new IllegalStateException("The request for " + upgradeId + " has not arrived yet.");
      }
    }
  }

  public static final class Inventory {
    public final Map<String, Integer> reservations = new TreeMap<>();

    @EventHandler
    public void on(SubscriptionActivated event) {
      reservations.putIfAbsent(event.upgradeId(), 5);
    }
  }

  /** The correct one: whoever comes second, order or activation, sees the first. */
  public static class OrderProcessing {
    public final TreeSet<String> members = new TreeSet<>();
    public final Map<String, String> priorities = new TreeMap<>();
    public final Map<String, String> owners = new TreeMap<>();

    @EventHandler
    public void on(OrderPlaced event) {
      owners.put(event.orderId(), event.userId());
      priorities.put(event.orderId(), members.contains(event.userId()) ? "HIGH" : "NORMAL");
    }

    @EventHandler
    public void on(SubscriptionActivated event) {
      members.add(event.userId());
      raise(event.userId());
    }

    public void raise(String userId) {
      owners.forEach(
          (order, owner) -> {
            if (owner.equals(userId)) {
              priorities.put(order, "HIGH");
            }
          });
    }
  }

  /** The planted bug: takes it that the activation comes before the orders that follow it. */
  public static final class TrustingOrderProcessing extends OrderProcessing {

    @Override
    public void raise(String userId) {}

    @EventHandler
    @Override
    public void on(OrderPlaced event) {
      super.on(event);
    }

    @EventHandler
    @Override
    public void on(SubscriptionActivated event) {
      super.on(event);
    }
  }

  /** Shows the result, and orders something as soon as the customer is a member. */
  public static final class CustomerWeb {
    public final Map<String, String> shown = new TreeMap<>();

    @EventHandler
    public OrderPlaced on(SubscriptionActivated event) {
      shown.put(event.upgradeId(), "ACTIVE");
      return new OrderPlaced("order-of-" + event.upgradeId(), event.userId());
    }

    @EventHandler
    public void on(UpgradeRejected event) {
      shown.put(event.upgradeId(), "REJECTED");
    }
  }
}
