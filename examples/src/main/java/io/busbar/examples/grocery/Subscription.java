// SPDX-License-Identifier: Apache-2.0
package io.busbar.examples.grocery;

import io.busbar.core.OutgoingEvent;
import io.busbar.core.handler.EventHandler;
import io.busbar.core.handler.HandlerContext;
import io.busbar.core.handler.Retry;
import io.busbar.examples.grocery.event.PaymentFailed;
import io.busbar.examples.grocery.event.PaymentProcessed;
import io.busbar.examples.grocery.event.PaymentRetryRequested;
import io.busbar.examples.grocery.event.SubscriptionActivated;
import io.busbar.examples.grocery.event.SubscriptionActivated.Change;
import io.busbar.examples.grocery.event.SubscriptionActivated.Plan;
import io.busbar.examples.grocery.event.SubscriptionActivated.Pricing;
import io.busbar.examples.grocery.event.SubscriptionUpgradeRejected;
import io.busbar.examples.grocery.event.SubscriptionUpgradeRequested;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The authority on subscriptions. Only a PENDING upgrade can be activated or rejected, and each of
 * them once.
 */
final class Subscription {
  static final String[] TABLES = {
    "upgrades (upgrade_id VARCHAR(64) PRIMARY KEY, status VARCHAR(10), failed_attempt INT DEFAULT 0)",
    "subscriptions (id BIGINT GENERATED ALWAYS AS IDENTITY, upgrade_id VARCHAR(64), user_id VARCHAR(64))"
  };

  /** Five minutes on a real platform. */
  static final Duration RETRY_AFTER =
      Duration.ofMillis(Integer.getInteger("demo.retryAfterMillis", 200));

  private static final int MAX_PAYMENTS = 3;
  private static final Plan PLUS =
      new Plan("plus", "Plus", List.of("priority_delivery", "free_shipping", "exclusive_deals"));

  @EventHandler
  void on(SubscriptionUpgradeRequested event, HandlerContext context) throws SQLException {
    Connection connection = context.resource(Connection.class);
    Database.insertIfAbsent(
        connection,
        "INSERT INTO upgrades (upgrade_id, status) VALUES (?, 'PENDING')",
        event.upgradeId());
  }

  /**
   * The payment may overtake the request: there is no order between two events. Then this is tried
   * again shortly.
   */
  @EventHandler
  @Retry(maxAttempts = 20, baseDelay = "PT0.2S", maxDelay = "PT5S")
  Optional<SubscriptionActivated> on(PaymentProcessed event, HandlerContext context)
      throws SQLException {
    Connection connection = context.resource(Connection.class);
    requireKnown(connection, event.upgradeId());
    if (!leavePending(connection, event.upgradeId(), "ACTIVE")) {
      return Optional.empty();
    }
    Database.update(
        connection,
        "INSERT INTO subscriptions (upgrade_id, user_id) VALUES (?, ?)",
        event.upgradeId(),
        event.userId());
    Change change = new Change(context.head().metadata().occurredAt(), "basic");
    return Optional.of(
        new SubscriptionActivated(
            event.upgradeId(),
            event.userId(),
            "sub-" + event.upgradeId(),
            PLUS,
            new Pricing(event.amount(), "USD"),
            change));
  }

  @EventHandler
  @Retry(maxAttempts = 20, baseDelay = "PT0.2S", maxDelay = "PT5S")
  Optional<Object> on(PaymentFailed event, HandlerContext context) throws SQLException {
    Connection connection = context.resource(Connection.class);
    requireKnown(connection, event.upgradeId());
    if (!isNews(connection, event)) {
      return Optional.empty();
    }
    if (event.attempt() < MAX_PAYMENTS) {
      return Optional.of(tryAgainLater(event));
    }
    leavePending(connection, event.upgradeId(), "REJECTED");
    return Optional.of(
        new SubscriptionUpgradeRejected(event.upgradeId(), event.userId(), event.reason()));
  }

  private static OutgoingEvent tryAgainLater(PaymentFailed event) {
    var again =
        new PaymentRetryRequested(
            event.upgradeId(), event.userId(), event.planId(), event.attempt() + 1);
    return OutgoingEvent.builder(again).delay(RETRY_AFTER).build();
  }

  private static boolean isNews(Connection connection, PaymentFailed event) throws SQLException {
    String sql =
        "UPDATE upgrades SET failed_attempt = ? WHERE upgrade_id = ? AND failed_attempt < ? AND status = 'PENDING'";
    return Database.update(connection, sql, event.attempt(), event.upgradeId(), event.attempt())
        == 1;
  }

  private static boolean leavePending(Connection connection, String upgradeId, String status)
      throws SQLException {
    String sql = "UPDATE upgrades SET status = ? WHERE upgrade_id = ? AND status = 'PENDING'";
    return Database.update(connection, sql, status, upgradeId) == 1;
  }

  private static void requireKnown(Connection connection, String upgradeId) throws SQLException {
    if (!Database.exists(connection, "SELECT 1 FROM upgrades WHERE upgrade_id = ?", upgradeId)) {
      throw new IllegalStateException(
          "The request for upgrade " + upgradeId + " has not arrived yet.");
    }
  }
}
