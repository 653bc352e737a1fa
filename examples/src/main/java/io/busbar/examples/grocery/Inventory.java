// SPDX-License-Identifier: Apache-2.0
package io.busbar.examples.grocery;

import io.busbar.core.EventEnvelope;
import io.busbar.core.handler.EventHandler;
import io.busbar.core.handler.HandlerContext;
import io.busbar.examples.grocery.event.SubscriptionActivated;
import java.sql.Connection;
import java.sql.SQLException;

/** Reserves five slots for a new member with priority delivery, once for each upgrade. */
final class Inventory {
  static final String[] TABLES = {
    Members.TABLE,
    "handled (upgrade_id VARCHAR(64) PRIMARY KEY)",
    "reservations (id BIGINT GENERATED ALWAYS AS IDENTITY, upgrade_id VARCHAR(64), user_id VARCHAR(64), slots INT)"
  };

  private static final int SLOTS = 5;
  private final Members members;

  Inventory(Members members) {
    this.members = members;
  }

  @EventHandler
  void on(EventEnvelope<SubscriptionActivated> event, HandlerContext context) throws SQLException {
    Connection connection = context.resource(Connection.class);
    members.learn(connection, event);
    String upgradeId = event.detail().upgradeId();
    String userId = event.detail().userId();
    if (members.hasPriority(userId)
        && Database.insertIfAbsent(connection, "INSERT INTO handled VALUES (?)", upgradeId)) {
      Database.update(
          connection,
          "INSERT INTO reservations (upgrade_id, user_id, slots) VALUES (?, ?, ?)",
          upgradeId,
          userId,
          SLOTS);
    }
  }
}
