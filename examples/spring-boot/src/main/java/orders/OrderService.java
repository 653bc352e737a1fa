// SPDX-License-Identifier: Apache-2.0
package orders;

import io.busbar.core.EventPublisher;
import io.busbar.core.handler.EventHandler;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
public class OrderService {
  private final JdbcTemplate jdbc;
  private final EventPublisher events;

  OrderService(JdbcTemplate jdbc, EventPublisher events) {
    this.jdbc = jdbc;
    this.events = events;
  }

  @EventHandler(id = "accept-order")
  OrderAccepted accept(OrderPlaced order) {
    if (order.customerId().equals("blocked")) {
      throw new IllegalStateException("The customer is blocked.");
    }
    jdbc.update("MERGE INTO orders KEY (id) VALUES (?, 'ACCEPTED')", order.orderId());
    return new OrderAccepted(order.orderId());
  }

  @Transactional
  public void place(String orderId, boolean fails) {
    jdbc.update("INSERT INTO orders VALUES (?, 'PLACED')", orderId);
    events.publish(new OrderPlaced(orderId, "user-1"));
    if (fails) {
      throw new IllegalArgumentException("No such product.");
    }
  }

  public int count(String state) {
    Integer found =
        jdbc.queryForObject("SELECT count(*) FROM orders WHERE state = ?", Integer.class, state);
    return found == null ? 0 : found;
  }
}
