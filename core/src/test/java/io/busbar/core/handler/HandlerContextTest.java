// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.core.CapturedLogs;
import io.busbar.core.EventId;
import io.busbar.core.EventName;
import io.busbar.core.EventPublisher;
import io.busbar.core.PublishResult;
import io.busbar.core.Remedy;
import io.busbar.core.handler.Orders.OrderPlaced;
import io.busbar.core.handler.Orders.PaymentFailed;
import io.busbar.core.handler.Orders.PaymentProcessed;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class HandlerContextTest {
  private static final EventName PROCESSED = new EventName("grocer.payment", "Payment Processed");
  private static final EventName FAILED = new EventName("grocer.payment", "Payment Failed");

  @RegisterExtension final CapturedLogs logs = new CapturedLogs();
  private final PublishedEvents published = PublishedEvents.on(Orders.config());
  private final List<Object> seen = new ArrayList<>();

  static class Handler {
    private final Consumer<HandlerContext> work;

    Handler(Consumer<HandlerContext> work) {
      this.work = work;
    }

    @EventHandler(id = "h")
    List<PaymentProcessed> on(OrderPlaced order, HandlerContext context) {
      work.accept(context);
      return List.of(new PaymentProcessed("last"));
    }
  }

  @Test
  void publishesUnderPositionsThatGoOnWithTheResults() {
    Outcome outcome =
        run(
            context -> {
              seen.add(context.publish(new PaymentFailed("o", "x")));
              seen.add(context.publishAsync(new PaymentProcessed("o")).join());
            });

    EventId cause = EventId.of(Orders.EVENT_ID);
    assertThat(outcome).isEqualTo(Outcome.ACK);
    assertThat(published.ids())
        .containsExactly(
            EventId.derived(cause, "h", FAILED, 0),
            EventId.derived(cause, "h", PROCESSED, 1),
            EventId.derived(cause, "h", PROCESSED, 2));
    assertThat(published.detail(0).at("/_metadata/causationId").textValue())
        .isEqualTo(Orders.EVENT_ID);
    assertThat(seen).hasSize(2).allMatch(PublishResult.Accepted.class::isInstance);
  }

  @Test
  void doesNotLetAHandlerSucceedWithoutItsEvent() {
    PublishedEvents refusing = PublishedEvents.refusing(Orders.config(), Remedy.TRY_LATER);

    Outcome outcome =
        EventDispatcher.builder(Orders.config())
            .handlers(new Handler(context -> context.publish(new PaymentFailed("o", "x"))))
            .publisher(refusing)
            .build()
            .dispatch(Orders.placed())
            .results()
            .get(0)
            .outcome();

    assertThat(outcome).isInstanceOf(Outcome.Retry.class);
  }

  @Test
  void knowsItsRun() {
    run(
        context ->
            seen.addAll(
                List.of(
                    context.handlerId(),
                    context.attempt(),
                    context.isLastAttempt(),
                    context.head().id(),
                    context.delivery().deliveryId(),
                    context.handler().schemaVersion(),
                    context.detail())));

    assertThat(seen)
        .containsExactly(
            "h", 1, false, EventId.of(Orders.EVENT_ID), "m-1", 7, new OrderPlaced("ord-1", 45));
  }

  @Test
  void givesWhatAnInterceptorProvides() {
    HandlerInterceptor providing =
        new HandlerInterceptor() {
          @Override
          public HandlerSlot slot() {
            return HandlerSlot.TRANSACTION;
          }

          @Override
          public Completion intercept(HandlerContext context, HandlerChain next) {
            context.resource(StringBuilder.class, new StringBuilder("mine"));
            context.resource(EventPublisher.class, published);
            return next.proceed(context);
          }
        };
    EventPublisher unused =
        event -> {
          throw new AssertionError("The interceptor's publisher is preferred.");
        };

    Outcome outcome =
        EventDispatcher.builder(Orders.config())
            .handlers(
                new Handler(
                    context -> {
                      seen.add(context.resource(StringBuilder.class).toString());
                      seen.add(context.findResource(Integer.class));
                    }))
            .publisher(unused)
            .interceptor(providing)
            .build()
            .dispatch(Orders.placed())
            .results()
            .get(0)
            .outcome();

    assertThat(outcome).isEqualTo(Outcome.ACK);
    assertThat(seen).containsExactly("mine", java.util.Optional.empty());
    assertThat(published.names()).containsExactly("Payment Processed");
  }

  @Test
  void saysThatNobodyProvidesAResource() {
    run(
        context ->
            assertThatThrownBy(() -> context.resource(StringBuilder.class))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                    "Handler h asks for a java.lang.StringBuilder, but no interceptor provides one. Add the interceptor "
                        + "that does, as in interceptor(outbox.transactions()) for a java.sql.Connection.")
                .satisfies(seen::add));

    assertThat(seen).hasSize(1);
  }

  static class Silent {
    @EventHandler
    void on(OrderPlaced order, HandlerContext context) {
      context.publish(new PaymentProcessed("o"));
    }
  }

  @Test
  void saysThatThereIsNoPublisher() {
    Outcome outcome =
        EventDispatcher.builder(Orders.config())
            .handlers(new Silent())
            .build()
            .dispatch(Orders.placed())
            .results()
            .get(0)
            .outcome();

    assertThat(((Outcome.Retry) outcome).cause())
        .hasMessage(
            "A handler wants to publish, but no publisher was configured. Call publisher(…) on the builder of the dispatcher.");
  }

  private Outcome run(Consumer<HandlerContext> work) {
    return EventDispatcher.builder(Orders.config())
        .handlers(new Handler(work))
        .publisher(published)
        .build()
        .dispatch(Orders.placed())
        .results()
        .get(0)
        .outcome();
  }
}
