// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.handler;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.busbar.core.CapturedLogs;
import io.busbar.core.Cause;
import io.busbar.core.EventId;
import io.busbar.core.EventName;
import io.busbar.core.OutgoingEvent;
import io.busbar.core.Remedy;
import io.busbar.core.handler.Orders.OrderPlaced;
import io.busbar.core.handler.Orders.Payment;
import io.busbar.core.handler.Orders.PaymentFailed;
import io.busbar.core.handler.Orders.PaymentProcessed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class InvokeInterceptorTest {
  private static final EventName PROCESSED = new EventName("grocer.payment", "Payment Processed");
  private static final EventName FAILED = new EventName("grocer.payment", "Payment Failed");
  private static final EventId CAUSE = EventId.of(Orders.EVENT_ID);

  @RegisterExtension final CapturedLogs logs = new CapturedLogs();
  private final PublishedEvents published = PublishedEvents.on(Orders.config());

  static class One {
    @EventHandler
    PaymentProcessed on(OrderPlaced order) {
      return new PaymentProcessed(order.orderId());
    }
  }

  @Test
  void publishesWhatAHandlerReturnsAsCausedByItsEvent() {
    Outcome outcome = run(new One());

    assertThat(outcome).isEqualTo(Outcome.ACK);
    assertThat(published.ids())
        .containsExactly(EventId.derived(CAUSE, "One.on(OrderPlaced)", PROCESSED, 0));
    JsonNode metadata = published.detail(0).get("_metadata");
    assertThat(metadata.get("correlationId").textValue()).isEqualTo("corr-1");
    assertThat(metadata.get("causationId").textValue()).isEqualTo(Orders.EVENT_ID);
    assertThat(metadata.get("hops").intValue()).isEqualTo(3);
    assertThat(metadata.get("service").textValue()).isEqualTo("order-processing");
  }

  @Test
  void publishesTheSameIdsAgainOnARerun() {
    run(new One());
    run(new One());

    assertThat(published.ids()).hasSize(2).containsOnly(published.ids().get(0));
  }

  static class Either {
    private final AtomicBoolean fails = new AtomicBoolean();

    @EventHandler
    Payment on(OrderPlaced order) {
      return fails.getAndSet(true)
          ? new PaymentFailed(order.orderId(), "no money")
          : new PaymentProcessed(order.orderId());
    }
  }

  @Test
  void publishesWhicheverEventOfASealedType() {
    Either handler = new Either();

    run(handler);
    run(handler);

    assertThat(published.names()).containsExactly("Payment Processed", "Payment Failed");
    assertThat(published.ids())
        .as("a rerun that takes another branch says something else")
        .containsExactly(
            EventId.derived(CAUSE, "Either.on(OrderPlaced)", PROCESSED, 0),
            EventId.derived(CAUSE, "Either.on(OrderPlaced)", FAILED, 0));
  }

  static class Several {
    @EventHandler
    List<Optional<Payment>> on(OrderPlaced order) {
      return List.of(
          Optional.of(new PaymentFailed("a", "x")),
          Optional.empty(),
          Optional.of(new PaymentProcessed("b")),
          Optional.of(new PaymentProcessed("c")));
    }
  }

  @Test
  void publishesSeveralEventsUnderIdsByTheirPositions() {
    run(new Several());

    String handler = "Several.on(OrderPlaced)";
    assertThat(published.ids())
        .containsExactly(
            EventId.derived(CAUSE, handler, FAILED, 0),
            EventId.derived(CAUSE, handler, PROCESSED, 1),
            EventId.derived(CAUSE, handler, PROCESSED, 2));
  }

  static class Streaming {
    final List<String> closed = new ArrayList<>();

    @EventHandler
    Stream<PaymentProcessed> on(OrderPlaced order) {
      return Stream.of(new PaymentProcessed("a"), new PaymentProcessed("b"))
          .onClose(() -> closed.add("closed"));
    }
  }

  @Test
  void publishesAStreamAndClosesIt() {
    Streaming handler = new Streaming();

    run(handler);

    assertThat(published.names()).hasSize(2);
    assertThat(handler.closed).containsExactly("closed");
  }

  static class Nothing {
    @EventHandler
    @Nullable Payment on(OrderPlaced order) {
      return null;
    }
  }

  static class EmptyOptional {
    @EventHandler
    Optional<Payment> on(OrderPlaced order) {
      return Optional.empty();
    }
  }

  @Test
  void publishesNothingForNothing() {
    assertThat(run(new Nothing())).isEqualTo(Outcome.ACK);
    assertThat(run(new EmptyOptional())).isEqualTo(Outcome.ACK);
    assertThat(published.entries()).isEmpty();
  }

  static class WithAnIdOfItsOwn {
    @EventHandler
    OutgoingEvent on(OrderPlaced order) {
      return OutgoingEvent.builder("grocer.x", "Thing Done", java.util.Map.of("a", 1))
          .id(EventId.of("mine"))
          .bus("other-bus")
          .build();
    }
  }

  @Test
  void keepsWhatAHandlerSaysAboutItsEvent() {
    run(new WithAnIdOfItsOwn());

    assertThat(published.entries().get(0).id()).isEqualTo(EventId.of("mine"));
    assertThat(published.entries().get(0).bus()).isEqualTo("other-bus");
    assertThat(published.detail(0).at("/_metadata/causationId").textValue())
        .isEqualTo(Orders.EVENT_ID);
  }

  static class Asynchronous {
    final CompletableFuture<Object> later = new CompletableFuture<>();

    @EventHandler
    CompletionStage<Object> on(OrderPlaced order) {
      return later;
    }
  }

  @Test
  void waitsForAStageThatCompletesLater() {
    Asynchronous handler = new Asynchronous();
    List<DispatchResult> results = new ArrayList<>();
    dispatcher(handler).dispatch(Orders.placed(), results::add);
    assertThat(results).isEmpty();
    assertThat(Cause.current()).isNull();

    handler.later.complete(List.of(new PaymentProcessed("a"), new PaymentProcessed("b")));

    assertThat(results).hasSize(1);
    assertThat(results.get(0).results().get(0).outcome()).isEqualTo(Outcome.ACK);
    assertThat(published.ids())
        .containsExactly(
            EventId.derived(CAUSE, "Asynchronous.on(OrderPlaced)", PROCESSED, 0),
            EventId.derived(CAUSE, "Asynchronous.on(OrderPlaced)", PROCESSED, 1));
    assertThat(published.detail(1).at("/_metadata/hops").intValue()).isEqualTo(3);
  }

  @Test
  void takesAStageThatIsComplete() {
    Asynchronous handler = new Asynchronous();
    handler.later.complete(new PaymentProcessed("a"));

    assertThat(run(handler)).isEqualTo(Outcome.ACK);
    assertThat(published.names()).containsExactly("Payment Processed");
  }

  @Test
  void retriesAStageThatFails() {
    Asynchronous handler = new Asynchronous();
    IllegalStateException failure = new IllegalStateException("for the test");
    List<DispatchResult> results = new ArrayList<>();
    dispatcher(handler).dispatch(Orders.placed(), results::add);

    handler.later.completeExceptionally(failure);

    assertThat(results.get(0).results().get(0).outcome())
        .isInstanceOfSatisfying(
            Outcome.Retry.class, retry -> assertThat(retry.cause()).isSameAs(failure));
  }

  @Test
  void deadLettersAStageWhoseResultIsNoEvent() {
    Asynchronous handler = new Asynchronous();
    handler.later.complete("text");

    assertThat(run(handler))
        .isInstanceOfSatisfying(
            Outcome.DeadLetter.class,
            dead ->
                assertThat(dead.reason())
                    .startsWith(
                        "java.lang.IllegalArgumentException on attempt 1, which trying again cannot mend: "
                            + "java.lang.String has no @EventType"));
  }

  static class Void2 {
    @EventHandler
    CompletionStage<Void> on(OrderPlaced order) {
      return CompletableFuture.completedFuture(null);
    }
  }

  @Test
  void needsNoPublisherForAStageOfNothing() {
    assertThat(
            EventDispatcher.builder(Orders.config())
                .handlers(new Void2())
                .build()
                .dispatch(Orders.placed())
                .results()
                .get(0)
                .outcome())
        .isEqualTo(Outcome.ACK);
  }

  @Test
  void retriesWhenTheBusDoesNotTakeTheResult() {
    Outcome outcome = run(new One(), PublishedEvents.refusing(Orders.config(), Remedy.TRY_LATER));

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Retry.class,
            retry ->
                assertThat(retry.cause())
                    .hasMessage(
                        "Event %s was not published: Code: Refused for the test. %s",
                        EventId.derived(CAUSE, "One.on(OrderPlaced)", PROCESSED, 0),
                        Remedy.TRY_LATER.advice()));
  }

  @Test
  void deadLettersWhenTheBusWillNeverTakeTheResult() {
    Asynchronous later = new Asynchronous();
    later.later.complete(new PaymentProcessed("a"));
    PublishedEvents refusing = PublishedEvents.refusing(Orders.config(), Remedy.FIX_EVENT);

    assertThat(run(new One(), refusing)).isInstanceOf(Outcome.DeadLetter.class);
    assertThat(run(later, refusing)).isInstanceOf(Outcome.DeadLetter.class);
  }

  private Outcome run(Object handler) {
    return run(handler, published);
  }

  private static Outcome run(Object handler, PublishedEvents publisher) {
    return EventDispatcher.builder(Orders.config())
        .handlers(handler)
        .publisher(publisher)
        .build()
        .dispatch(Orders.placed())
        .results()
        .get(0)
        .outcome();
  }

  private EventDispatcher dispatcher(Object handler) {
    return EventDispatcher.builder(Orders.config()).handlers(handler).publisher(published).build();
  }
}
