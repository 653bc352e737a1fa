// SPDX-License-Identifier: Apache-2.0
package io.busbar.examples.grocery;

import io.busbar.core.EventEnvelope;
import io.busbar.core.handler.EventHandler;
import io.busbar.core.handler.HandlerContext;
import io.busbar.examples.grocery.event.OrderPlaced;
import io.busbar.examples.grocery.event.SubscriptionActivated;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Takes orders. Knows members from events alone, so that an order gets its priority without a call
 * to another service.
 */
final class OrderProcessing {
  static final String[] TABLES = {
    Members.TABLE,
    "taken (order_id VARCHAR(64) PRIMARY KEY)",
    "orders (id BIGINT GENERATED ALWAYS AS IDENTITY, order_id VARCHAR(64), user_id VARCHAR(64), priority VARCHAR(10))"
  };

  private final Members members;

  OrderProcessing(Members members) {
    this.members = members;
  }

  /** Raises the orders that wait already; those to come are raised as they come. */
  @EventHandler
  void on(EventEnvelope<SubscriptionActivated> event, HandlerContext context) throws SQLException {
    Connection connection = context.resource(Connection.class);
    members.learn(connection, event);
    Database.update(
        connection,
        "UPDATE orders SET priority = 'HIGH' WHERE user_id = ?",
        event.detail().userId());
  }

  /**
   * An order and an activation that arrive together must see each other: whoever comes second waits
   * for the first's lock.
   */
  @EventHandler
  void on(OrderPlaced event, HandlerContext context) throws SQLException {
    Connection connection = context.resource(Connection.class);
    if (!Database.insertIfAbsent(connection, "INSERT INTO taken VALUES (?)", event.orderId())) {
      return;
    }
    String userId = event.customerId().replaceFirst("^usr_", "");
    members.lock(connection, userId);
    Database.update(
        connection,
        "INSERT INTO orders (order_id, user_id, priority) VALUES (?, ?, ?)",
        event.orderId(),
        userId,
        members.hasPriority(userId) ? "HIGH" : "NORMAL");
  }
}
