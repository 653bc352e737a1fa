// SPDX-License-Identifier: Apache-2.0
package io.busbar.examples.grocery;

import io.busbar.core.EventPublisher;
import io.busbar.core.OutgoingEvent;
import io.busbar.examples.grocery.event.OrderPlaced;
import io.busbar.examples.grocery.event.SubscriptionUpgradeRequested;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * What customers do at customer-web. Every action stores its row and its event in one transaction.
 */
final class Shop {
  static final String[] TABLES = {
    "wishes (upgrade_id VARCHAR(64) PRIMARY KEY, user_id VARCHAR(64))",
    "placed (order_id VARCHAR(64) PRIMARY KEY)",
    "answered (upgrade_id VARCHAR(64) PRIMARY KEY)",
    "shown (id BIGINT GENERATED ALWAYS AS IDENTITY, upgrade_id VARCHAR(64), user_id VARCHAR(64), status VARCHAR(10))"
  };
  private static final OrderPlaced.Application APPLICATION =
      new OrderPlaced.Application("customer-web", "3.0.0");
  private final DataSource dataSource;
  private final EventPublisher outbox;
  private final Identity identity;

  Shop(DataSource dataSource, EventPublisher outbox, Identity identity) {
    this.dataSource = dataSource;
    this.outbox = outbox;
    this.identity = identity;
  }

  /**
   * Asks for an upgrade, once for each id.
   *
   * @return false when the customer may not; then nothing is stored and nothing is sent
   */
  boolean requestUpgrade(String upgradeId, String userId) throws SQLException {
    if (!identity.mayDo(userId, Identity.UPGRADE)) {
      return false;
    }
    var event = new SubscriptionUpgradeRequested(upgradeId, userId, "plus");
    storeOnce("INSERT INTO wishes VALUES (?, ?)", event, upgradeId, userId);
    return true;
  }

  /** Places an order, once for each id. */
  void placeOrder(String orderId, String userId) throws SQLException {
    var item = new OrderPlaced.Item("item-1", 1, Optional.of(new BigDecimal("12.99")), List.of());
    var total = new OrderPlaced.Amount(new BigDecimal("12.99"), "USD");
    var event =
        new OrderPlaced(
            orderId,
            "usr_" + userId,
            List.of(item),
            total,
            Optional.empty(),
            Optional.empty(),
            APPLICATION);
    storeOnce("INSERT INTO placed VALUES (?)", event, orderId);
  }

  /**
   * Sends an order exactly as an older application would have: without the reserved members, so
   * without a version.
   */
  void placeOldOrder(String orderId, byte[] detail) throws SQLException {
    OutgoingEvent event =
        OutgoingEvent.builder("grocer.customer-web", "Order Placed", detail)
            .reservedMembers(false)
            .build();
    storeOnce("INSERT INTO placed VALUES (?)", event, orderId);
  }

  private void storeOnce(String insert, Object event, Object... values) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      if (Database.insertIfAbsent(connection, insert, values)) {
        outbox.publish(event).orThrow();
      }
      connection.commit();
    }
  }
}
