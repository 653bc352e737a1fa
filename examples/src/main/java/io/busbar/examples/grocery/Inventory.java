// SPDX-License-Identifier: Apache-2.0
package io.busbar.examples.grocery;

import io.busbar.core.handler.EventHandler;
import io.busbar.core.handler.HandlerContext;
import io.busbar.examples.grocery.event.SubscriptionActivated;
import java.sql.Connection;
import java.sql.SQLException;

/** Reserves five priority slots for a new member, once for each upgrade. */
final class Inventory {
  static final String[] TABLES = {
    "handled (upgrade_id VARCHAR(64) PRIMARY KEY)",
    "reservations (id BIGINT GENERATED ALWAYS AS IDENTITY, upgrade_id VARCHAR(64), user_id VARCHAR(64), slots INT)"
  };

  @EventHandler
  void on(SubscriptionActivated event, HandlerContext context) throws SQLException {
    Connection connection = context.resource(Connection.class);
    if (Database.insertIfAbsent(connection, "INSERT INTO handled VALUES (?)", event.upgradeId())) {
      Database.update(
          connection,
          "INSERT INTO reservations (upgrade_id, user_id, slots) VALUES (?, ?, 5)",
          event.upgradeId(),
          event.userId());
    }
  }
}
