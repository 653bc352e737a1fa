// SPDX-License-Identifier: Apache-2.0
package io.busbar.examples.grocery;

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
    "customers (user_id VARCHAR(64) PRIMARY KEY, member BOOLEAN)",
    "taken (order_id VARCHAR(64) PRIMARY KEY)",
    "orders (id BIGINT GENERATED ALWAYS AS IDENTITY, order_id VARCHAR(64), user_id VARCHAR(64), priority VARCHAR(10))"
  };

  /** Raises the orders that wait already; those to come are raised as they come. */
  @EventHandler
  void on(SubscriptionActivated event, HandlerContext context) throws SQLException {
    Connection connection = context.resource(Connection.class);
    lockCustomer(connection, event.userId());
    Database.update(
        connection, "UPDATE customers SET member = TRUE WHERE user_id = ?", event.userId());
    Database.update(
        connection, "UPDATE orders SET priority = 'HIGH' WHERE user_id = ?", event.userId());
  }

  @EventHandler
  void on(OrderPlaced event, HandlerContext context) throws SQLException {
    Connection connection = context.resource(Connection.class);
    if (!Database.insertIfAbsent(connection, "INSERT INTO taken VALUES (?)", event.orderId())) {
      return;
    }
    String userId = event.customerId().replaceFirst("^usr_", "");
    lockCustomer(connection, userId);
    boolean member =
        Database.exists(connection, "SELECT 1 FROM customers WHERE user_id = ? AND member", userId);
    Database.update(
        connection,
        "INSERT INTO orders (order_id, user_id, priority) VALUES (?, ?, ?)",
        event.orderId(),
        userId,
        member ? "HIGH" : "NORMAL");
  }

  /**
   * An order and an activation that arrive together must see each other: whoever comes second waits
   * here for the first.
   */
  private static void lockCustomer(Connection connection, String userId) throws SQLException {
    Database.insertIfAbsent(connection, "INSERT INTO customers VALUES (?, FALSE)", userId);
    Database.exists(connection, "SELECT 1 FROM customers WHERE user_id = ? FOR UPDATE", userId);
  }
}
