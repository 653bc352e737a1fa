// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.handler;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.busbar.core.ConfigurationException;
import io.busbar.core.EventEnvelope;
import io.busbar.core.EventType;
import io.busbar.core.evolution.OrderPlacedHistory;
import io.busbar.core.evolution.Upcasters;
import io.busbar.core.handler.Orders.OrderPlaced;
import io.busbar.core.handler.Orders.PaymentProcessed;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Everything that can be wrong with a service's handlers is said at once, with its fix. */
class StartUpMistakesTest {

  @EventType(source = "grocer.customer-web", name = "Order Placed", version = 9)
  record TooNew(String orderId) {}

  static class Wrong {
    @EventHandler
    void a(ArrayNode items) {}

    @EventHandler(source = "grocer.payment")
    void b(EventEnvelope<String> envelope) {}

    @EventHandler(pattern = "{\"detail\":{\"total\":[{\"numeric\":[\">>\",1]}]}}")
    void c(PaymentProcessed payment) {}

    @EventHandler(source = "grocer.*.web")
    void d(PaymentProcessed payment) {}

    @EventHandler
    @Retry(maxAttempts = 0)
    void e(PaymentProcessed payment) {}

    @EventHandler
    String f(PaymentProcessed payment) {
      return payment.orderId();
    }

    @EventHandler
    static void g(PaymentProcessed payment) {}

    @EventHandler
    void h(PaymentProcessed payment, @MetadataValue("color") String color) {}

    @EventHandler(accounts = "42")
    void i(PaymentProcessed payment) {}

    @EventHandler
    @Batch
    void j(PaymentProcessed payment) {}

    @EventHandler
    void k(List<EventEnvelope<PaymentProcessed>> payments, HandlerContext context) {}

    @EventHandler(concurrency = -2)
    void l(PaymentProcessed payment) {}

    @UnhandledEventHandler
    void m(PaymentProcessed payment) {}
  }

  static class Set {
    @EventHandler(id = "same")
    void one(OrderPlaced order) {}

    @EventHandler(id = "same")
    PaymentProcessed other(OrderPlaced order) {
      return new PaymentProcessed(order.orderId());
    }

    @EventHandler(id = "newer")
    void newer(TooNew order) {}

    @EventHandler(id = "later", source = "grocer.late")
    CompletionStage<Void> later(PaymentProcessed payment) {
      throw new UnsupportedOperationException();
    }
  }

  /** Stands for what runs a handler in a transaction. */
  private static final HandlerInterceptor SYNCHRONOUS_ONLY =
      new HandlerInterceptor() {
        @Override
        public HandlerSlot slot() {
          return HandlerSlot.TRANSACTION;
        }

        @Override
        public List<String> check(HandlerDescriptor handler) {
          return handler.traits().asynchronous()
              ? List.of("it completes later, but its transaction ends now.\nReturn the events.")
              : List.of();
        }

        @Override
        public Completion intercept(HandlerContext context, HandlerChain next) {
          return next.proceed(context);
        }
      };

  @Test
  void areSaidInOneTextEachWithItsFix() {
    EventDispatcherBuilder builder =
        EventDispatcher.builder(Orders.config())
            .handlers(new Wrong(), new Set(), new Object())
            .upcasters(Upcasters.of(OrderPlacedHistory.chain()))
            .interceptor(SYNCHRONOUS_ONLY)
            .trust("grocer.payment", "payment")
            .idempotencyLease(Duration.ZERO);

    assertThatThrownBy(builder::build)
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            """
            The handlers cannot be registered:
              1. Wrong.f(PaymentProcessed): it returns String, which is no event. A handler returns nothing, an event, a collection of events, an Optional, or a CompletionStage of these.
                 Return a record annotated with @EventType, or declare void.
              2. Wrong.g(PaymentProcessed): it is static, but handlers belong to an object.
                 Remove 'static'.
              3. Wrong.a(ArrayNode): parameter 1 is an ArrayNode. A handler takes the event's record, EventEnvelope<T>, EventMetadata, HandlerContext, JsonNode, one value by @MetadataValue, or a List<EventEnvelope<T>> alone.
                 Declare the record annotated with @EventType, or EventEnvelope<JsonNode> for any event.
              4. Wrong.b(EventEnvelope): parameter 1 is an EventEnvelope<String>. A handler takes the event's record, EventEnvelope<T>, EventMetadata, HandlerContext, JsonNode, one value by @MetadataValue, or a List<EventEnvelope<T>> alone.
                 Declare the record annotated with @EventType, or EventEnvelope<JsonNode> for any event.
              5. Wrong.c(PaymentProcessed): pattern '{"detail":{"total":[{"numeric":[">>",1]}]}}' is not valid: Unrecognized numeric range operator: >>.
                 Use one of = < <= > >=.
              6. Wrong.d(PaymentProcessed): source 'grocer.*.web' has a '*' that is not at its end, where it would stand for any rest.
                 Move it to the end, or say it in a pattern.
              7. Wrong.e(PaymentProcessed): @Retry(maxAttempts) must be 1 or more, but was 0.
              8. Wrong.h(PaymentProcessed, String): parameter 2 wants the value 'color', which no event has.
                 Use one of id, schemaVersion, occurredAt, service, serviceVersion, correlationId, causationId, hops, subject, account, region, busEventId, replayName.
              9. Wrong.i(PaymentProcessed): @EventHandler(accounts) names the account '42', but an account id has exactly 12 digits.
                 Write it as text, with its leading zeros.
              10. Wrong.j(PaymentProcessed): it is a @Batch, but it takes one event.
                 Take a List<EventEnvelope<T>>, or remove @Batch.
              11. Wrong.k(List, HandlerContext): it takes a List of events and 1 more parameters, but a batch has no single metadata, context or tree.
                 Take the List alone; every envelope in it has its own head.
              12. Wrong.l(PaymentProcessed): @EventHandler(concurrency) must not be negative, but was -2.
                 Use 1 or more, or leave it out for no limit of its own.
              13. Wrong.m(PaymentProcessed): it wants the detail as PaymentProcessed, but an event that no other handler takes can be any.
                 Take a JsonNode or an EventEnvelope<JsonNode>.
              14. java.lang.Object has no method annotated with @EventHandler.
                 Annotate one, or do not register the object.
              15. idempotencyLease must be longer than nothing, but was PT0S.
                 Take more than the longest run of a handler.
              16. same: two handlers have this id, so their duplicates and dead letters could not be told apart.
                 Give one of them another with @EventHandler(id = "…").
              17. same: it returns events, but there is no publisher for them.
                 Call publisher(…) on the builder, or declare void.
              18. same and newer both take 'Order Placed' from grocer.customer-web, but there is no IdempotencyStore: when one fails, the event comes again, and the other would run again with it.
                 Call idempotency(…) on the builder, or sharedEvents(ALLOW_RERUNS) when that does no harm.
              19. same and same both take 'Order Placed' from grocer.customer-web, but there is no IdempotencyStore: when one fails, the event comes again, and the other would run again with it.
                 Call idempotency(…) on the builder, or sharedEvents(ALLOW_RERUNS) when that does no harm.
              20. newer and same both take 'Order Placed' from grocer.customer-web, but there is no IdempotencyStore: when one fails, the event comes again, and the other would run again with it.
                 Call idempotency(…) on the builder, or sharedEvents(ALLOW_RERUNS) when that does no harm.
              21. trust("grocer.payment", …) names the account 'payment', but an account id has exactly 12 digits.
                 Write it as text, with its leading zeros.
              22. later: it completes later, but its transaction ends now.
                 Return the events.
              23. newer: The upcaster chain of 'Order Placed' from grocer.customer-web ends at version 7, but version 9 is needed. Add step(7, …).""");
  }
}
