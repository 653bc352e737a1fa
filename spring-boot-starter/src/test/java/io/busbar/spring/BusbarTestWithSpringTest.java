// SPDX-License-Identifier: Apache-2.0
package io.busbar.spring;

import static io.busbar.testkit.scenario.Faults.duplicate;
import static io.busbar.testkit.scenario.Scenarios.handled;
import static io.busbar.testkit.scenario.Scenarios.neverPublished;
import static io.busbar.testkit.scenario.Scenarios.noDeadLetters;
import static io.busbar.testkit.scenario.Scenarios.published;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.core.EventPublisher;
import io.busbar.core.EventType;
import io.busbar.core.InvalidEventException;
import io.busbar.core.OutgoingEvent;
import io.busbar.core.PublishResult;
import io.busbar.core.handler.EventHandler;
import io.busbar.testkit.InMemoryOrganization;
import io.busbar.testkit.junit.BusbarTest;
import io.busbar.testkit.scenario.EventScenario;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** A Spring context on the bus in memory of each test. */
@SpringBootTest(
    classes = BusbarTestWithSpringTest.Application.class,
    properties = {
      "spring.application.name=order-processing",
      "busbar.bus=central-bus",
      "busbar.queues.orders.dead-letter-queue=orders-dead"
    })
@BusbarTest
class BusbarTestWithSpringTest {

  @EventType(source = "grocer.customer-web", name = "Order Placed", version = 1)
  record OrderPlaced(String orderId) {}

  @EventType(source = "grocer.order-processing", name = "Order Accepted", version = 1)
  record OrderAccepted(String orderId) {}

  @EventType(source = "grocer.order-processing", name = "Order Shipped", version = 1)
  record OrderShipped(String orderId) {}

  /** Accepts orders and ships them. */
  static class Orders {
    @EventHandler
    OrderAccepted on(OrderPlaced order) {
      return new OrderAccepted(order.orderId());
    }

    @EventHandler
    OrderShipped on(OrderAccepted order) {
      return new OrderShipped(order.orderId());
    }
  }

  @SpringBootConfiguration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Application {
    @Bean
    Orders orders() {
      return new Orders();
    }
  }

  @Autowired private EventPublisher events;
  @Autowired private TransactionTemplate transactions;
  @Autowired private JdbcTemplate jdbc;

  @BeforeEach
  void begin() {
    jdbc.execute("CREATE TABLE IF NOT EXISTS orders (id VARCHAR(64))");
  }

  @Test
  void handlesWhatTheApplicationPublishes(EventScenario scenario) {
    scenario
        .when(
            aws -> transactions.executeWithoutResult(tx -> events.publish(new OrderPlaced("o-1"))))
        .faults(duplicate(1))
        .untilQuiescent()
        .then(
            handled(Orders.class).times(2),
            published(OrderShipped.class).causedBy(OrderAccepted.class),
            noDeadLetters());
  }

  @Test
  void handlesWhatOthersPublish(EventScenario scenario) {
    scenario
        .when(published(new OrderPlaced("o-2")))
        .untilQuiescent()
        .then(published(OrderAccepted.class), noDeadLetters());
  }

  @Test
  void publishesNothingOfATransactionThatRollsBack(EventScenario scenario) {
    scenario
        .when(
            aws ->
                assertThatThrownBy(
                        () ->
                            transactions.executeWithoutResult(
                                tx -> {
                                  assertThat(events.publish(new OrderPlaced("o-3")))
                                      .isInstanceOf(PublishResult.Stored.class);
                                  jdbc.update("INSERT INTO nowhere VALUES (1)");
                                }))
                    .isInstanceOf(BadSqlGrammarException.class))
        .untilQuiescent()
        .then(neverPublished(OrderPlaced.class), neverPublished(OrderAccepted.class));
  }

  @Test
  void refusesWithinTheTransactionWhatAnOutboxWouldRefuse(EventScenario scenario) {
    OutgoingEvent invalid =
        OutgoingEvent.builder("grocer.customer-web", "Order Placed", "no object").build();
    scenario
        .when(
            aws ->
                assertThatThrownBy(
                        () -> transactions.executeWithoutResult(tx -> events.publish(invalid)))
                    .isInstanceOf(InvalidEventException.class)
                    .hasMessageContaining("is not a JSON object"))
        .untilQuiescent()
        .then(neverPublished(OrderPlaced.class));
  }

  @Test
  void sharesNothingWithOtherTests(InMemoryOrganization aws) {
    assertThat(aws.trace().entries()).isEmpty();
    assertThat(aws.account("000000000000").bus("central-bus").rules()).hasSize(1);
    assertThat(aws.account("000000000000").queue("orders").handlers()).hasSize(2);
  }

  /** Its world is the test's own, too. */
  @Nested
  class Within {
    @Test
    void isConnectedAsWell(EventScenario scenario) {
      scenario
          .when(aws -> events.publish(new OrderPlaced("o-4")))
          .untilQuiescent()
          .then(published(OrderShipped.class));
    }
  }
}
