// SPDX-License-Identifier: Apache-2.0
package io.busbar.benchmarks.starter;

import io.busbar.core.EventPublisher;
import io.busbar.core.EventType;
import io.busbar.core.handler.EventHandler;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;

/** The same with an outbox in the database, a handler and a queue. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class BusbarApplication {

  @EventType(source = "grocer.customer-web", name = "Order Placed", version = 1)
  record OrderPlaced(String orderId) {}

  /** Uses the database, publishes and handles. */
  record Orders(JdbcTemplate jdbc, EventPublisher events) {
    @EventHandler
    void on(OrderPlaced order) {
      jdbc.update("MERGE INTO orders VALUES (?)", order.orderId());
    }
  }

  @Bean
  Orders orders(JdbcTemplate jdbc, EventPublisher events) {
    return new Orders(jdbc, events);
  }

  public static void main(String[] arguments) {
    Start.measured(
        BusbarApplication.class,
        "--busbar.bus=central-bus",
        "--busbar.outbox.create-schema=true",
        "--busbar.queues.orders.dead-letter-queue=orders-dead");
  }
}
