// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.handler;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.busbar.core.BusbarConfig;
import io.busbar.core.CapturedLogs;
import io.busbar.core.Cause;
import io.busbar.core.EnvelopeText;
import io.busbar.core.EventEnvelope;
import io.busbar.core.EventMetadata;
import io.busbar.core.EventName;
import io.busbar.core.EventPublisher;
import io.busbar.core.Instruments;
import io.busbar.core.PublishResult;
import io.busbar.core.handler.Orders.OrderPlaced;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class EventDispatcherTest {
  @RegisterExtension final CapturedLogs logs = new CapturedLogs();
  private final List<Object> seen = new ArrayList<>();

  class EveryParameter {
    @EventHandler(id = "all")
    void on(
        JsonNode tree,
        EventMetadata metadata,
        OrderPlaced order,
        HandlerContext context,
        ObjectNode object,
        EventEnvelope<OrderPlaced> envelope) {
      seen.addAll(List.of(metadata, order, context.handlerId(), envelope.detail(), tree, object));
    }
  }

  @Test
  void givesEveryKindOfParameterInAnyOrder() throws Exception {
    DispatchResult result = dispatcher(new EveryParameter()).dispatch(Orders.placed());

    OrderPlaced order = new OrderPlaced("ord-1", 45);
    JsonNode tree =
        new com.fasterxml.jackson.databind.ObjectMapper()
            .readTree("{\"orderId\":\"ord-1\",\"total\":45}");
    assertThat(result.results()).containsExactly(new HandlerResult("all", 1, Outcome.ACK));
    assertThat(result.head().metadata().correlationId()).isEqualTo("corr-1");
    assertThat(seen).containsExactly(result.head().metadata(), order, "all", order, tree, tree);
  }

  class NoParameter {
    @EventHandler(source = "grocer.customer-web", detailType = "Order Placed")
    void on() {
      seen.add("called");
    }
  }

  class MetadataOnly {
    @EventHandler(source = "grocer.customer-web", detailType = "Order Placed")
    @SuppressWarnings("UnusedMethod") // The dispatcher calls it.
    private void on(EventMetadata metadata) {
      seen.add(metadata.hops());
    }
  }

  class AnyDetail {
    @EventHandler(source = "grocer.customer-web", detailType = "Order Placed")
    void on(EventEnvelope<Map<String, Object>> envelope) {
      seen.add(envelope.detail());
    }
  }

  @Test
  void callsMethodsThatDoNotWantTheRecord() {
    dispatcher(new NoParameter()).dispatch(Orders.placed());
    dispatcher(new MetadataOnly()).dispatch(Orders.placed());
    dispatcher(new AnyDetail()).dispatch(Orders.placed());

    assertThat(seen).containsExactly("called", 2, Map.of("orderId", "ord-1", "total", 45));
  }

  class Base {
    @EventHandler
    void on(OrderPlaced order) {
      seen.add("base " + order.orderId());
    }
  }

  class Proxy extends Base {
    @Override
    void on(OrderPlaced order) {
      seen.add("proxy");
      super.on(order);
    }
  }

  interface Contract {
    @EventHandler
    default void on(OrderPlaced order) {}
  }

  class Implementation implements Contract {
    @Override
    public void on(OrderPlaced order) {
      seen.add("implementation");
    }
  }

  @Test
  void findsTheAnnotationsOfSuperclassesAndInterfaces() {
    EventDispatcher dispatcher = dispatcher(new Proxy());

    dispatcher.dispatch(Orders.placed());
    dispatcher(new Implementation()).dispatch(Orders.placed());

    assertThat(dispatcher.handlers())
        .extracting(HandlerDescriptor::id)
        .containsExactly("Base.on(OrderPlaced)");
    assertThat(seen).containsExactly("proxy", "base ord-1", "implementation");
  }

  static class Sources {
    @EventHandler(source = "grocer.*", detailType = "Order Placed", id = "wildcard")
    void any(JsonNode detail) {}

    @EventHandler(source = "grocer.customer-web", id = "exact")
    void exact(OrderPlaced order) {}

    @EventHandler(source = "grocer.customer", id = "prefix only")
    void prefix(OrderPlaced order) {}

    @EventHandler(detailType = "Order Cancelled", id = "other")
    void other(OrderPlaced order) {}
  }

  @Test
  void findsHandlersBySourceAndDetailType() {
    DispatchResult result =
        EventDispatcher.builder(Orders.config())
            .handlers(new Sources())
            .sharedEvents(SharedEvents.ALLOW_RERUNS)
            .build()
            .dispatch(Orders.placed());

    assertThat(result.results())
        .extracting(HandlerResult::handlerId)
        .containsExactlyInAnyOrder("wildcard", "exact");
  }

  class Patterns {
    @EventHandler(pattern = "{\"detail\":{\"total\":[{\"numeric\":[\">\",100]}]}}", id = "large")
    void large(OrderPlaced order) {
      seen.add("large");
    }

    @EventHandler(pattern = "{\"detail\":{\"total\":[{\"numeric\":[\"<=\",100]}]}}", id = "small")
    void small(OrderPlaced order) {
      seen.add("small");
    }
  }

  @Test
  void findsHandlersByPattern() {
    EventDispatcher dispatcher =
        EventDispatcher.builder(Orders.config())
            .handlers(new Patterns())
            .sharedEvents(SharedEvents.ALLOW_RERUNS)
            .build();

    dispatcher.dispatch(Orders.placed());
    dispatcher.dispatch(Delivery.of(Orders.text("{\"orderId\":\"o\",\"total\":101}"), "m-2"));

    assertThat(seen).containsExactly("small", "large");
  }

  @Test
  void deadLettersADetailThatAPatternCannotBeMatchedAgainst() {
    Delivery broken = Delivery.of(Orders.text("{\"orderId\":\"o\",\"total\":broken}"), "m-1");

    DispatchResult result =
        EventDispatcher.builder(Orders.config())
            .handlers(new Patterns())
            .sharedEvents(SharedEvents.ALLOW_RERUNS)
            .build()
            .dispatch(broken);

    assertThat(result.results())
        .containsExactly(
            new HandlerResult(
                "busbar",
                1,
                new Outcome.DeadLetter(
                    "The detail of 'Order Placed' from grocer.customer-web (event "
                        + Orders.EVENT_ID
                        + ") is not well-formed JSON (line 1, column 374).",
                    null)));
  }

  class Rest {
    @EventHandler
    void on(OrderPlaced order) {
      seen.add(order);
    }

    @UnhandledEventHandler
    void rest(EventEnvelope<JsonNode> envelope) {
      seen.add(envelope.detailType());
    }
  }

  @Test
  void givesTheUnhandledHandlerOnlyWhatNobodyElseTakes() {
    EventDispatcher dispatcher = dispatcher(new Rest());

    dispatcher.dispatch(Orders.placed());
    DispatchResult result =
        dispatcher.dispatch(Delivery.of(EnvelopeText.of("aws.s3", "Object Created", "{}"), "m-2"));

    assertThat(seen).containsExactly(new OrderPlaced("ord-1", 45), "Object Created");
    assertThat(result.results())
        .extracting(HandlerResult::handlerId)
        .containsExactly("Rest.rest(JsonNode)");
  }

  @Test
  void skipsWhatNobodyTakesAndWarnsOnce() {
    List<EventName> unhandled = new ArrayList<>();
    Instruments counting =
        new Instruments() {
          @Override
          public void unhandled(EventName name) {
            unhandled.add(name);
          }
        };
    EventDispatcher dispatcher =
        EventDispatcher.builder(
                BusbarConfig.builder().service("shop").instruments(counting).build())
            .handlers(new NoParameter())
            .build();
    Delivery other = Delivery.of(EnvelopeText.of("aws.s3", "Object Created", "{}"), "m-2");

    DispatchResult result = dispatcher.dispatch(other);
    dispatcher.dispatch(other);

    assertThat(result.results())
        .containsExactly(
            new HandlerResult(
                "busbar", 1, new Outcome.Skip("no handler takes 'Object Created' from aws.s3")));
    assertThat(unhandled).hasSize(2);
    assertThat(logs.lines())
        .containsExactly(
            "WARN io.busbar.core.handler.EventDispatcher - No handler takes 'Object Created' from aws.s3 (event "
                + EnvelopeText.BUS_EVENT_ID
                + "); such events are acknowledged and counted from now on. "
                + "Narrow the rule that sends them here, or add an @UnhandledEventHandler.");
  }

  @Test
  void deadLettersWhatIsNoEvent() {
    DispatchResult result = dispatcher(new Rest()).dispatch(Delivery.of("{\"a\":1}", "m-1"));

    assertThat(result.head()).isNull();
    assertThat(result.deadLetters())
        .containsExactly(
            new HandlerResult(
                "busbar",
                1,
                new Outcome.DeadLetter(
                    "The message is not an EventBridge envelope: it has no detail. Expected {\"id\":…,\"detail-type\":…,"
                        + "\"source\":…,\"detail\":{…}}; does the rule's target shape its input, or does something else "
                        + "write to this queue?",
                    null)));
    assertThat(seen).isEmpty();
  }

  @Test
  void deadLettersALoop() {
    String allowed =
        Orders.text("{\"orderId\":\"o\",\"total\":1}").replace("\"hops\":2", "\"hops\":32");
    String looping = allowed.replace("\"hops\":32", "\"hops\":33");
    EventDispatcher dispatcher = dispatcher(new Rest());

    dispatcher.dispatch(Delivery.of(allowed, "m-1"));
    DispatchResult result = dispatcher.dispatch(Delivery.of(looping, "m-2"));

    assertThat(seen).hasSize(1);
    assertThat(result.results())
        .containsExactly(
            new HandlerResult(
                "busbar",
                1,
                new Outcome.DeadLetter(
                    "Event "
                        + Orders.EVENT_ID
                        + " has passed 33 handlers, more than 32: handlers answer each other's events in a loop. "
                        + "Break the loop in the handlers that publish 'Order Placed' from grocer.customer-web.",
                    null)));
  }

  class Two {
    @EventHandler(id = "first")
    void first(OrderPlaced order) {
      throw new IllegalStateException("for the test");
    }

    @EventHandler(id = "second")
    void second(OrderPlaced order) {
      seen.add(order);
    }
  }

  @Test
  void runsTheOtherHandlersWhenOneFails() {
    DispatchResult result =
        EventDispatcher.builder(Orders.config())
            .handlers(new Two())
            .sharedEvents(SharedEvents.ALLOW_RERUNS)
            .build()
            .dispatch(Orders.placed());

    assertThat(seen).hasSize(1);
    assertThat(result.results())
        .extracting(HandlerResult::handlerId)
        .containsExactly("first", "second");
    assertThat(result.results().get(0).outcome()).isInstanceOf(Outcome.Retry.class);
    assertThat(result.results().get(1).outcome()).isEqualTo(Outcome.ACK);
    assertThat(result.retryAfter())
        .hasValue(((Outcome.Retry) result.results().get(0).outcome()).delay());
    assertThat(result.deadLetters()).isEmpty();
  }

  class Causes {
    @EventHandler
    void on(OrderPlaced order) {
      seen.add(Cause.current());
      throw new IllegalStateException("for the test");
    }
  }

  @Test
  @SuppressWarnings("try") // The scope is there for its end.
  void makesTheEventTheCauseWhileItsHandlerRuns() {
    Cause outer = new Cause(io.busbar.core.EventId.of("x"), "c", 0, null, null);
    try (Cause.Scope scope = outer.open()) {
      DispatchResult result = dispatcher(new Causes()).dispatch(Orders.placed());

      assertThat(seen).containsExactly(Cause.of(result.head()));
      assertThat(Cause.current()).isSameAs(outer);
    }
  }

  @Test
  void reportsOnceAndMeasuresEveryHandler() {
    List<String> handled = new ArrayList<>();
    Instruments counting =
        new Instruments() {
          @Override
          public void handled(String handlerId, EventName name, String outcome, long nanos) {
            handled.add(handlerId + " " + name.detailType() + " " + outcome + " " + nanos);
          }
        };
    BusbarConfig config =
        BusbarConfig.builder()
            .service("shop")
            .time(Orders.config().time())
            .instruments(counting)
            .build();
    List<DispatchResult> results = new ArrayList<>();

    EventDispatcher.builder(config)
        .handlers(new Two())
        .sharedEvents(SharedEvents.ALLOW_RERUNS)
        .build()
        .dispatch(Orders.placed(), results::add);

    assertThat(results).hasSize(1);
    assertThat(handled).containsExactly("first Order Placed Retry 0", "second Order Placed Ack 0");
  }

  static class Answers {
    @EventHandler
    Orders.PaymentProcessed on(OrderPlaced order) {
      return new Orders.PaymentProcessed(order.orderId());
    }
  }

  @Test
  void isNotReadyWhileItsHandlersCouldNotPublish() {
    AtomicBoolean open = new AtomicBoolean(true);
    EventPublisher publisher = closable(open);
    EventDispatcher publishing =
        EventDispatcher.builder(Orders.config())
            .handlers(new Answers())
            .publisher(publisher)
            .build();
    EventDispatcher silent =
        EventDispatcher.builder(Orders.config())
            .handlers(new NoParameter())
            .publisher(publisher)
            .build();

    assertThat(publishing.isReady()).isTrue();
    open.set(false);
    assertThat(publishing.isReady()).isFalse();
    assertThat(silent.isReady()).isTrue();
  }

  private static EventPublisher closable(AtomicBoolean open) {
    return new EventPublisher() {
      @Override
      public CompletableFuture<PublishResult> publishAsync(Object event) {
        return CompletableFuture.failedFuture(new IllegalStateException("Nothing is published."));
      }

      @Override
      public boolean takesEvents() {
        return open.get();
      }
    };
  }

  @Test
  void keepsTheBodyOutOfADeliverysText() {
    assertThat(Orders.placedAgain(3)).hasToString("Delivery[m-1, received 3 times]");
  }

  private static EventDispatcher dispatcher(Object handlers) {
    return EventDispatcher.builder(Orders.config()).handlers(handlers).build();
  }
}
