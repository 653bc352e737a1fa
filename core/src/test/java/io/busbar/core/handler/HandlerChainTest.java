// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.core.CapturedLogs;
import io.busbar.core.FixedTime;
import io.busbar.core.evolution.OrderPlacedHistory;
import io.busbar.core.evolution.Upcasters;
import io.busbar.core.handler.Orders.OrderPlaced;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class HandlerChainTest {
  @RegisterExtension final CapturedLogs logs = new CapturedLogs();
  private final List<String> trail = new ArrayList<>();

  class Handlers {
    @EventHandler
    void on(OrderPlaced order) {
      trail.add("handler");
    }

    @EventHandler(
        source = "grocer.*",
        detailType = "Order Cancelled",
        pattern = "{\"account\":[\"111111111111\"]}",
        id = "cancelled")
    void cancelled(com.fasterxml.jackson.databind.JsonNode detail) {}
  }

  class Recording implements HandlerInterceptor {
    private final HandlerSlot slot;
    private final String name;

    Recording(HandlerSlot slot, String name) {
      this.slot = slot;
      this.name = name;
    }

    @Override
    public HandlerSlot slot() {
      return slot;
    }

    @Override
    public Completion intercept(HandlerContext context, HandlerChain next) {
      trail.add(name + (context.detail() == null ? " before" : " behind") + " decoding");
      Completion completion = next.proceed(context);
      trail.add("end of " + name);
      return completion;
    }
  }

  @Test
  void standsAroundTheHandlerInTheOrderOfTheSlots() {
    EventDispatcher dispatcher =
        EventDispatcher.builder(Orders.config())
            .handlers(new Handlers())
            .interceptor(new Recording(HandlerSlot.TIMEOUT, "timeout"))
            .interceptor(new Recording(HandlerSlot.TRACE, "trace 1"))
            .interceptor(new Recording(HandlerSlot.VALIDATE, "validate"))
            .interceptor(new Recording(HandlerSlot.TRACE, "trace 2"))
            .build();

    dispatcher.dispatch(Orders.placed());

    assertThat(trail)
        .containsExactly(
            "trace 1 before decoding",
            "trace 2 before decoding",
            "validate behind decoding",
            "timeout behind decoding",
            "handler",
            "end of timeout",
            "end of validate",
            "end of trace 2",
            "end of trace 1");
  }

  @Test
  void describesTheChainOfEveryHandler() {
    EventDispatcher dispatcher =
        EventDispatcher.builder(Orders.config())
            .handlers(new Handlers())
            .interceptor(new Recording(HandlerSlot.TRANSACTION, "transaction"))
            .upcasters(Upcasters.of(OrderPlacedHistory.chain()))
            .idempotency(
                InMemoryIdempotencyStore.create(
                    new FixedTime("2026-11-23T06:00:00Z"), Duration.ofDays(1)))
            .build();

    assertThat(dispatcher.describe())
        .isEqualTo(
            """
            cancelled takes 'Order Cancelled' from grocer.* matching {"account":["111111111111"]}
              DECODE into a tree
              IDEMPOTENCY InMemoryIdempotencyStore with a lease of PT5M
              TRANSACTION Recording
              HANDLER the method, then its results are published
            Handlers.on(OrderPlaced) takes 'Order Placed' from grocer.customer-web
              DECODE into OrderPlaced, upcast from version 1
              IDEMPOTENCY InMemoryIdempotencyStore with a lease of PT5M
              TRANSACTION Recording
              HANDLER the method, then its results are published
            """);
  }

  private static HandlerInterceptor answering(Completion completion) {
    return new HandlerInterceptor() {
      @Override
      public HandlerSlot slot() {
        return HandlerSlot.AUTHORIZE;
      }

      @Override
      public Completion intercept(HandlerContext context, HandlerChain next) {
        return completion;
      }
    };
  }

  @Test
  void letsAnInterceptorAnswerByItself() {
    Outcome refused = new Outcome.DeadLetter("not trusted", null);

    assertThat(dispatch(answering(refused))).isEqualTo(refused);
    assertThat(
            dispatch(answering(new Completion.Pending(CompletableFuture.completedStage(refused)))))
        .isEqualTo(refused);
    assertThat(trail).isEmpty();
  }

  @Test
  void takesAnInterceptorThatFailsForAHandlerThatFails() {
    IllegalStateException failure = new IllegalStateException("for the test");
    HandlerInterceptor throwing =
        new HandlerInterceptor() {
          @Override
          public HandlerSlot slot() {
            return HandlerSlot.TRACE;
          }

          @Override
          public Completion intercept(HandlerContext context, HandlerChain next) {
            throw failure;
          }
        };
    HandlerInterceptor failingLater =
        answering(new Completion.Pending(CompletableFuture.failedStage(failure)));

    assertThat(List.of(dispatch(throwing), dispatch(failingLater)))
        .allSatisfy(
            outcome ->
                assertThat(outcome)
                    .isInstanceOfSatisfying(
                        Outcome.Retry.class,
                        retry -> {
                          assertThat(retry.cause()).isSameAs(failure);
                          assertThat(retry.delay()).isPositive();
                        }));
    assertThat(logs.lines()).hasSize(2);
  }

  @Test
  void isNeverEmpty() {
    assertThatThrownBy(() -> HandlerChain.of(List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A chain needs at least the handler.");
  }

  private Outcome dispatch(HandlerInterceptor interceptor) {
    return EventDispatcher.builder(Orders.config())
        .handlers(new Handlers())
        .interceptor(interceptor)
        .build()
        .dispatch(Orders.placed())
        .results()
        .get(0)
        .outcome();
  }
}
