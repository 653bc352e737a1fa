// SPDX-License-Identifier: Apache-2.0
package io.busbar.tracing;

import io.busbar.core.OutgoingEvent;
import io.busbar.core.handler.EventHandler;
import io.busbar.tracing.GroceryEvents.PaymentFailed;
import io.busbar.tracing.GroceryEvents.PaymentProcessed;
import io.busbar.tracing.GroceryEvents.PaymentRetryRequested;
import io.busbar.tracing.GroceryEvents.SubscriptionActivated;
import io.busbar.tracing.GroceryEvents.UpgradeRequested;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The services of the upgrade, as far as a trace can see them. */
final class GroceryServices {

  private GroceryServices() {}

  static final class Payment {
    @EventHandler
    PaymentFailed on(UpgradeRequested event) {
      return new PaymentFailed(event.upgradeId(), 1);
    }

    @EventHandler
    PaymentProcessed on(PaymentRetryRequested event) {
      return new PaymentProcessed(event.upgradeId());
    }
  }

  static final class Subscription {
    @EventHandler
    OutgoingEvent on(PaymentFailed event) {
      return OutgoingEvent.builder(
              new PaymentRetryRequested(event.upgradeId(), event.attempt() + 1))
          .delay(Duration.ofMinutes(5))
          .build();
    }

    @EventHandler
    SubscriptionActivated on(PaymentProcessed event) {
      return new SubscriptionActivated(event.upgradeId());
    }
  }

  /** Inventory, orders and the shop, each with a queue and an account of its own. */
  static final class Subscriber {
    final List<String> active = new ArrayList<>();

    @EventHandler
    void on(SubscriptionActivated event) {
      active.add(event.upgradeId());
    }
  }
}
