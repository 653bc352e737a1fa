// SPDX-License-Identifier: Apache-2.0
package io.busbar.examples.grocery.event;

import static io.busbar.core.evolution.Upcaster.unchanged;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.busbar.core.BusbarConfig;
import io.busbar.core.ConfigurationException;
import io.busbar.core.OutgoingEvent;
import io.busbar.core.evolution.UpcasterChain;
import io.busbar.core.evolution.Upcasters;
import io.busbar.core.handler.EventDispatcher;
import io.busbar.core.handler.EventHandler;
import io.busbar.examples.grocery.event.OrderPlacedVersions.V1;
import io.busbar.examples.grocery.event.OrderPlacedVersions.V2;
import io.busbar.examples.grocery.event.OrderPlacedVersions.V3;
import io.busbar.examples.grocery.event.OrderPlacedVersions.V4;
import io.busbar.examples.grocery.event.OrderPlacedVersions.V5;
import io.busbar.examples.grocery.event.OrderPlacedVersions.V6;
import io.busbar.examples.grocery.event.OrderPlacedVersions.V7;
import io.busbar.schema.junit.RegistryExtension;
import io.busbar.schema.registry.EventRegistry;
import io.busbar.schema.registry.RegistryCheck;
import io.busbar.testkit.Bus;
import io.busbar.testkit.InMemoryOrganization;
import io.busbar.testkit.Queue;
import io.busbar.testkit.VirtualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The order event's seven versions: schemas, golden samples, chain, and a handler of version 7. */
class OrderEventsTest {
  private static final Path EVENTS = Path.of("events");

  @RegisterExtension
  static final RegistryExtension REGISTRY =
      RegistryExtension.of(
          EventRegistry.builder(EVENTS)
              .publishes(V1.class, V2.class, V3.class, V4.class, V5.class, V6.class, V7.class)
              .upcasters(Upcasters.of(OrderPlacedHistory.chain()))
              .build());

  @TestTemplate
  void keepsEveryVersionAlive(RegistryCheck check) {
    check.verify();
  }

  static class Orders {
    final List<OrderPlaced> placed = new ArrayList<>();

    @EventHandler
    void on(OrderPlaced event) {
      placed.add(event);
    }
  }

  /** As it was sent in its time: without a word about its version. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
  void arrivesInAHandlerOfVersionSeven(int version) throws IOException {
    JsonNode sample = new ObjectMapper().readTree(sample(version));
    InMemoryOrganization aws = InMemoryOrganization.create(VirtualClock.create());
    Bus bus = aws.account("121212121212").bus("central-bus");
    Queue queue = aws.account("777777777777").queue("order-processing");
    bus.rule("orders").pattern("{\"detail-type\":[\"Order Placed\"]}").to(queue);
    Orders orders = new Orders();
    queue.container(dispatcher(orders)).start();

    aws.account("111111111111")
        .publisher("customer-web", bus)
        .publish(
            OutgoingEvent.builder("grocer.customer-web", "Order Placed", sample)
                .reservedMembers(false)
                .build());
    aws.runUntilQuiescent();

    assertThat(orders.placed)
        .singleElement()
        .satisfies(
            order -> {
              assertThat(order.orderId()).isEqualTo(sample.get("orderId").textValue());
              assertThat(order.customerId())
                  .isEqualTo("usr_" + sample.get("customerId").textValue());
              assertThat(order.items()).isNotEmpty();
              assertThat(order.totalAmount().value())
                  .isEqualByComparingTo(sample.get("total").asText());
            });
  }

  @Test
  void refusesAChainWithAGapBeforeAnythingStarts() {
    UpcasterChain.Builder gap =
        UpcasterChain.builder("grocer.customer-web", "Order Placed")
            .step(1, unchanged())
            .step(2, unchanged())
            .step(4, unchanged());

    assertThatThrownBy(gap::build)
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            """
            The upcaster chain of 'Order Placed' from grocer.customer-web cannot be built:
              1. step(3) is missing between step(2) and step(4). Add it; Upcaster.unchanged() when no member has to change.""");
  }

  private static EventDispatcher dispatcher(Orders orders) {
    return EventDispatcher.builder(BusbarConfig.of("order-processing"))
        .handlers(orders)
        .upcasters(Upcasters.of(OrderPlacedHistory.chain()))
        .build();
  }

  private static String sample(int version) throws IOException {
    return Files.readString(
        EVENTS.resolve(
            "grocer.customer-web/order-placed/v%d.samples/scenario.json".formatted(version)));
  }
}
