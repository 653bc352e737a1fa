// SPDX-License-Identifier: Apache-2.0
package io.busbar.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.core.BusbarConfig;
import io.busbar.core.ConfigurationException;
import io.busbar.core.handler.EventHandler;
import io.busbar.testkit.InMemoryEventPublisher;
import io.busbar.tracing.GroceryEvents.PaymentProcessed;
import io.busbar.tracing.GroceryEvents.SubscriptionActivated;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.context.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class BaggageTest {
  private final TracedOrganization grocer = new TracedOrganization();
  private final Listening subscription = new Listening();
  private final Listening inventory = new Listening();

  @Test
  void leavesTheBaggageAtHomeUnlessItIsNamed() {
    publish();

    assertThat(subscription.baggage).containsExactly(Map.of());
  }

  @Test
  void takesNamedMembersAlongToTheLastHandler() {
    publish("tier", "tenant");

    assertThat(subscription.baggage).containsExactly(Map.of("tier", "plus & more", "tenant", "t1"));
    assertThat(inventory.baggage).isEqualTo(subscription.baggage);
  }

  @Test
  void takesInOnlyWhatTheReceiverNames() {
    BaggageFilter filter = new BaggageFilter(java.util.Set.of("tier"));

    Baggage taken =
        Baggage.fromContext(
            filter.with(io.opentelemetry.context.Context.root(), "tier=plus,secret=x"));

    assertThat(taken.asMap()).containsOnlyKeys("tier");
  }

  @Test
  void refusesANegativeAge() {
    assertThatThrownBy(
            () ->
                Tracing.builder(grocer.spans.openTelemetry(), BusbarConfig.of("shop"))
                    .parentsUpTo(Duration.ofSeconds(-1))
                    .build())
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            """
            Tracing cannot be set up:
              1. parentsUpTo must not be negative, but was PT-1S.
                 Take Duration.ZERO to link every event and join none.""");
  }

  @SuppressWarnings("try") // The scope is there for its end.
  private void publish(String... keys) {
    service("101010101010", "subscription", subscription, keys);
    service("666666666666", "inventory", inventory, keys);
    BusbarConfig config = grocer.config("999999999999", "payment");
    InMemoryEventPublisher publisher = grocer.publisher(config, tracing(config, keys));
    Baggage baggage =
        Baggage.builder().put("tier", "plus & more").put("tenant", "t1").put("user", "u1").build();
    try (Scope scope = baggage.makeCurrent()) {
      publisher.publish(new PaymentProcessed("upg-1"));
    }
    grocer.aws.runUntilQuiescent();
  }

  private void service(String account, String name, Listening handlers, String... keys) {
    BusbarConfig config = grocer.config(account, name);
    String type = name.equals("inventory") ? "Subscription Activated" : "Payment Processed";
    var unused = grocer.service(config, tracing(config, keys), handlers, type);
  }

  private Tracing tracing(BusbarConfig config, String... keys) {
    return Tracing.builder(grocer.spans.openTelemetry(), config).baggage(keys).build();
  }

  static final class Listening {
    private final List<Map<String, String>> baggage = new ArrayList<>();

    @EventHandler
    SubscriptionActivated on(PaymentProcessed event) {
      note();
      return new SubscriptionActivated(event.upgradeId());
    }

    @EventHandler
    void on(SubscriptionActivated event) {
      note();
    }

    private void note() {
      Map<String, String> seen = new TreeMap<>();
      Baggage.current().forEach((key, entry) -> seen.put(key, entry.getValue()));
      baggage.add(seen);
    }
  }
}
