// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.busbar.core.ConfigurationException;
import io.busbar.core.EventEnvelope;
import io.busbar.core.handler.Orders.OrderPlaced;
import io.busbar.core.handler.Orders.PaymentProcessed;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class HandlerSetCheckTest {

  static class Delivery {
    @EventHandler
    void on(OrderPlaced order) {}
  }

  static class Inventory {
    @EventHandler(source = "grocer.*")
    void on(OrderPlaced order) {}
  }

  static class Cancellations {
    @EventHandler(detailType = "Order Cancelled")
    void on(OrderPlaced order) {}

    @UnhandledEventHandler
    void rest(JsonNode detail) {}
  }

  @Test
  void refusesTwoHandlersOfOneEventWithoutAStore() {
    assertThat(refusal(builder(new Delivery(), new Inventory(), new Cancellations())))
        .hasMessage(
            """
            The handlers cannot be registered:
              1. Delivery.on(OrderPlaced) and Inventory.on(OrderPlaced) both take 'Order Placed' from grocer.customer-web, but there is no IdempotencyStore: when one fails, the event comes again, and the other would run again with it.
                 Call idempotency(…) on the builder, or sharedEvents(ALLOW_RERUNS) when that does no harm.""");
    assertThat(refusal(builder(new Inventory(), new Delivery())).findings()).hasSize(1);
  }

  @Test
  void acceptsTwoHandlersOfOneEventWithAStoreOrWhenRerunsDoNoHarm() {
    assertThat(
            builder(new Delivery(), new Inventory())
                .idempotency(InMemoryIdempotencyStore.create())
                .build()
                .handlers())
        .hasSize(2);
    assertThat(
            builder(new Delivery(), new Inventory())
                .sharedEvents(SharedEvents.ALLOW_RERUNS)
                .build()
                .handlers())
        .hasSize(2);
  }

  @Test
  void acceptsHandlersOfDifferentEvents() {
    assertThat(builder(new Delivery(), new Cancellations()).build().handlers())
        .extracting(HandlerDescriptor::id)
        .containsExactly(
            "Delivery.on(OrderPlaced)",
            "Cancellations.on(OrderPlaced)",
            "Cancellations.rest(JsonNode)");
  }

  static class SameId {
    @EventHandler(id = "orders")
    void one(OrderPlaced order) {}

    @EventHandler(id = "orders")
    void other(PaymentProcessed payment) {}
  }

  @Test
  void refusesOneIdForTwoHandlers() {
    assertThat(refusal(builder(new SameId())).findings())
        .containsExactly(
            "orders: two handlers have this id, so their duplicates and dead letters could not be told apart.\n"
                + "Give one of them another with @EventHandler(id = \"…\").");
  }

  static class TwoRests {
    @UnhandledEventHandler
    void one(JsonNode detail) {}

    @UnhandledEventHandler
    void other(EventEnvelope<JsonNode> envelope) {}
  }

  @Test
  void refusesTwoHandlersOfTheRest() {
    assertThat(refusal(builder(new TwoRests())).findings())
        .containsExactly(
            "TwoRests.one(JsonNode), TwoRests.other(JsonNode): at most one method can be an @UnhandledEventHandler.\n"
                + "Keep one.");
  }

  static class Answers {
    @EventHandler
    PaymentProcessed on(OrderPlaced order) {
      return new PaymentProcessed(order.orderId());
    }
  }

  static class Waits {
    @EventHandler
    CompletionStage<Void> on(OrderPlaced order) {
      return CompletableFuture.completedFuture(null);
    }
  }

  @Test
  void refusesResultsThatNobodyPublishes() {
    assertThat(refusal(builder(new Answers())).findings())
        .containsExactly(
            "Answers.on(OrderPlaced): it returns events, but there is no publisher for them.\n"
                + "Call publisher(…) on the builder, or declare void.");
    assertThat(builder(new Waits()).build().handlers()).hasSize(1);
  }

  static class Impossible {
    @EventHandler
    void on(String text) {}

    @EventHandler(pattern = "{\"detail\":{\"total\":[{\"numeric\":[\">>\",1]}]}}")
    void late(OrderPlaced order) {}
  }

  @Test
  void saysEverythingInOneText() {
    EventDispatcherBuilder builder =
        builder(new Impossible(), new Delivery(), new Inventory(), new Answers())
            .idempotencyLease(Duration.ZERO);

    assertThat(refusal(builder))
        .hasMessage(
            """
            The handlers cannot be registered:
              1. Impossible.late(OrderPlaced): pattern '{"detail":{"total":[{"numeric":[">>",1]}]}}' is not valid: Unrecognized numeric range operator: >>.
                 Use one of = < <= > >=.
              2. Impossible.on(String): parameter 1 is a String. A handler takes the event's record, EventEnvelope<T>, EventMetadata, HandlerContext, JsonNode, one value by @MetadataValue, or a List<EventEnvelope<T>> alone.
                 Declare the record annotated with @EventType, or EventEnvelope<JsonNode> for any event.
              3. idempotencyLease must be longer than nothing, but was PT0S.
                 Take more than the longest run of a handler.
              4. Answers.on(OrderPlaced): it returns events, but there is no publisher for them.
                 Call publisher(…) on the builder, or declare void.
              5. Delivery.on(OrderPlaced) and Inventory.on(OrderPlaced) both take 'Order Placed' from grocer.customer-web, but there is no IdempotencyStore: when one fails, the event comes again, and the other would run again with it.
                 Call idempotency(…) on the builder, or sharedEvents(ALLOW_RERUNS) when that does no harm.
              6. Delivery.on(OrderPlaced) and Answers.on(OrderPlaced) both take 'Order Placed' from grocer.customer-web, but there is no IdempotencyStore: when one fails, the event comes again, and the other would run again with it.
                 Call idempotency(…) on the builder, or sharedEvents(ALLOW_RERUNS) when that does no harm.
              7. Inventory.on(OrderPlaced) and Answers.on(OrderPlaced) both take 'Order Placed' from grocer.*, but there is no IdempotencyStore: when one fails, the event comes again, and the other would run again with it.
                 Call idempotency(…) on the builder, or sharedEvents(ALLOW_RERUNS) when that does no harm.""");
  }

  private static EventDispatcherBuilder builder(Object... handlers) {
    return EventDispatcher.builder(Orders.config()).handlers(handlers);
  }

  private static ConfigurationException refusal(EventDispatcherBuilder builder) {
    return catchThrowableOfType(ConfigurationException.class, builder::build);
  }
}
