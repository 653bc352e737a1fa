// SPDX-License-Identifier: Apache-2.0
package io.busbar.examples.grocery;

import io.busbar.core.handler.EventHandler;
import io.busbar.core.handler.HandlerContext;
import io.busbar.examples.grocery.event.SubscriptionActivated;
import io.busbar.examples.grocery.event.SubscriptionUpgradeRejected;
import java.sql.Connection;
import java.sql.SQLException;

/** What customer-web shows a customer of an upgrade. */
final class ShopDisplay {

  @EventHandler
  void on(SubscriptionActivated event, HandlerContext context) throws SQLException {
    show(context, event.upgradeId(), event.userId(), "ACTIVE");
  }

  @EventHandler
  void on(SubscriptionUpgradeRejected event, HandlerContext context) throws SQLException {
    show(context, event.upgradeId(), event.userId(), "REJECTED");
  }

  private static void show(HandlerContext context, String upgradeId, String userId, String status)
      throws SQLException {
    Connection connection = context.resource(Connection.class);
    if (Database.insertIfAbsent(connection, "INSERT INTO answered VALUES (?)", upgradeId)) {
      Database.update(
          connection,
          "INSERT INTO shown (upgrade_id, user_id, status) VALUES (?, ?, ?)",
          upgradeId,
          userId,
          status);
    }
  }
}
