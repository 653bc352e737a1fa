// SPDX-License-Identifier: Apache-2.0
package io.busbar.examples.grocery;

import io.busbar.core.handler.EventHandler;
import io.busbar.core.handler.HandlerContext;
import io.busbar.examples.grocery.event.PaymentFailed;
import io.busbar.examples.grocery.event.PaymentOutcome;
import io.busbar.examples.grocery.event.PaymentProcessed;
import io.busbar.examples.grocery.event.PaymentRetryRequested;
import io.busbar.examples.grocery.event.SubscriptionUpgradeRequested;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Charges once for each upgrade. Charge and event commit together, so a rerun finds the charge and
 * has nothing left to say.
 */
final class Payment {
  static final String[] TABLES = {
    "attempts (upgrade_id VARCHAR(64), attempt INT, PRIMARY KEY (upgrade_id, attempt))",
    // No key on the upgrade: if a charge were doubled, the demo would see it here.
    "charges (id BIGINT GENERATED ALWAYS AS IDENTITY, upgrade_id VARCHAR(64), amount DECIMAL(10, 2))"
  };
  private static final BigDecimal MONTHLY_FEE = new BigDecimal("9.99");
  private final PaymentProvider provider;

  Payment(PaymentProvider provider) {
    this.provider = provider;
  }

  @EventHandler
  Optional<PaymentOutcome> on(SubscriptionUpgradeRequested event, HandlerContext context)
      throws SQLException {
    return charge(
        new Charge(event.upgradeId(), event.userId(), event.planId(), 1),
        context.resource(Connection.class));
  }

  @EventHandler
  Optional<PaymentOutcome> on(PaymentRetryRequested event, HandlerContext context)
      throws SQLException {
    var charge = new Charge(event.upgradeId(), event.userId(), event.planId(), event.attempt());
    return charge(charge, context.resource(Connection.class));
  }

  private Optional<PaymentOutcome> charge(Charge charge, Connection connection)
      throws SQLException {
    if (!isFirst(charge, connection)) {
      return Optional.empty();
    }
    Optional<String> refusal = provider.charge(charge.upgradeId(), charge.attempt());
    if (refusal.isPresent()) {
      return Optional.of(charge.failed(refusal.get()));
    }
    Database.update(
        connection,
        "INSERT INTO charges (upgrade_id, amount) VALUES (?, ?)",
        charge.upgradeId(),
        MONTHLY_FEE);
    return Optional.of(charge.processed(MONTHLY_FEE));
  }

  /**
   * The row is the lock: a duplicate waits for the first one's commit here, then finds that nothing
   * is left to do.
   */
  private static boolean isFirst(Charge charge, Connection connection) throws SQLException {
    return Database.insertIfAbsent(
        connection, "INSERT INTO attempts VALUES (?, ?)", charge.upgradeId(), charge.attempt());
  }

  /** What to charge for. */
  private record Charge(String upgradeId, String userId, String planId, int attempt) {
    PaymentOutcome processed(BigDecimal amount) {
      return new PaymentProcessed(upgradeId, userId, planId, amount, "txn-" + upgradeId);
    }

    PaymentOutcome failed(String reason) {
      return new PaymentFailed(
          upgradeId, userId, planId, reason, attempt, Subscription.RETRY_AFTER);
    }
  }
}
