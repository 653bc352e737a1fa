// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.handler;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.core.BusbarConfig;
import io.busbar.core.CapturedLogs;
import io.busbar.core.EventId;
import io.busbar.core.FixedTime;
import io.busbar.core.Instruments;
import io.busbar.core.handler.Orders.OrderPlaced;
import io.busbar.core.handler.Orders.PaymentProcessed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class IdempotencyInterceptorTest {
  private static final Duration LEASE = Duration.ofMinutes(5);
  private static final Outcome DUPLICATE =
      new Outcome.Skip("duplicate: this handler has handled the event before");

  @RegisterExtension final CapturedLogs logs = new CapturedLogs();
  private final FixedTime time = new FixedTime("2026-11-23T06:00:00Z");
  private final List<String> duplicates = new ArrayList<>();
  private final List<String> runs = new ArrayList<>();
  private final BusbarConfig config =
      BusbarConfig.builder()
          .service("order-processing")
          .time(time)
          .random(new Random(42))
          .instruments(
              new Instruments() {
                @Override
                public void duplicate(String handlerId) {
                  duplicates.add(handlerId);
                }
              })
          .build();
  private final IdempotencyStore store = InMemoryIdempotencyStore.create(time, Duration.ofDays(1));

  class Two {
    private @Nullable RuntimeException failure = new IllegalStateException("for the test");

    @EventHandler(id = "sound")
    void sound(OrderPlaced order, HandlerContext context) {
      runs.add("sound " + context.attempt());
    }

    @EventHandler(id = "failing")
    void failing(OrderPlaced order, HandlerContext context) {
      runs.add("failing " + context.attempt() + (context.isLastAttempt() ? " last" : ""));
      if (failure != null) {
        throw failure;
      }
    }
  }

  @Test
  void runsOnlyTheHandlerThatFailedAgainAndCountsItsAttempts() {
    Two handlers = new Two();
    EventDispatcher dispatcher = dispatcher(handlers);

    dispatcher.dispatch(Orders.placedAgain(7));
    dispatcher.dispatch(Orders.placedAgain(8));
    handlers.failure = null;
    DispatchResult third = dispatcher.dispatch(Orders.placedAgain(9));
    DispatchResult duplicate = dispatcher.dispatch(Orders.placedAgain(10));

    assertThat(runs).containsExactly("failing 1", "sound 1", "failing 2", "failing 3");
    assertThat(third.results())
        .containsExactlyInAnyOrder(
            new HandlerResult("sound", 9, DUPLICATE), new HandlerResult("failing", 3, Outcome.ACK));
    assertThat(duplicate.results()).extracting(HandlerResult::outcome).containsOnly(DUPLICATE);
    assertThat(duplicates).hasSize(4);
  }

  @Test
  void deadLettersAfterItsOwnAttemptsAndRunsAgainWhenRedriven() {
    Two handlers = new Two();
    EventDispatcher dispatcher = dispatcher(handlers);

    for (int i = 1; i < 5; i++) {
      dispatcher.dispatch(Orders.placed());
    }
    DispatchResult fifth = dispatcher.dispatch(Orders.placed());
    handlers.failure = null;
    DispatchResult redriven = dispatcher.dispatch(Orders.placed());

    assertThat(runs).contains("failing 5 last", "failing 6 last");
    assertThat(fifth.deadLetters())
        .singleElement()
        .satisfies(
            dead ->
                assertThat(dead.outcome())
                    .isEqualTo(
                        new Outcome.DeadLetter(
                            "java.lang.IllegalStateException on attempt 5, the last attempt: for the test",
                            ((Outcome.DeadLetter) dead.outcome()).cause())));
    assertThat(redriven.retryAfter()).isEmpty();
    assertThat(redriven.deadLetters()).isEmpty();
  }

  class Slow {
    final CompletableFuture<Void> later = new CompletableFuture<>();

    @EventHandler(id = "slow")
    CompletionStage<Void> on(OrderPlaced order) {
      runs.add("slow");
      return runs.size() == 1 ? later : CompletableFuture.completedFuture(null);
    }
  }

  @Test
  void delaysASecondDeliveryWhileTheFirstIsHandled() {
    Slow handler = new Slow();
    EventDispatcher dispatcher = dispatcher(handler);
    List<DispatchResult> first = new ArrayList<>();
    dispatcher.dispatch(Orders.placed(), first::add);
    time.move(Duration.ofMinutes(1));

    DispatchResult second = dispatcher.dispatch(Orders.placed());
    handler.later.complete(null);
    DispatchResult third = dispatcher.dispatch(Orders.placed());

    assertThat(second.retryAfter()).hasValue(Duration.ofMinutes(4));
    assertThat(second.results().get(0).outcome())
        .isInstanceOfSatisfying(
            Outcome.Retry.class,
            retry ->
                assertThat(retry.cause())
                    .isInstanceOf(DeliveryInProgressException.class)
                    .hasMessage(
                        "Handler slow is at work on event %s already, in another delivery.",
                        Orders.EVENT_ID));
    assertThat(first).hasSize(1);
    assertThat(third.results().get(0).outcome()).isEqualTo(DUPLICATE);
    assertThat(runs).hasSize(1);
  }

  @Test
  void waitsShortlyForAHandlerThatHasJustBegunAndInTheEndForItsLease() {
    EventDispatcher dispatcher = dispatcher(new Slow());
    dispatcher.dispatch(Orders.placed(), result -> {});
    List<Duration> waits = new ArrayList<>();
    while (runs.size() == 1) {
      Duration wait = dispatcher.dispatch(Orders.placed()).retryAfter().orElse(Duration.ZERO);
      waits.add(wait);
      time.move(wait);
    }

    assertThat(waits)
        .containsExactly(
            Duration.ofSeconds(1),
            Duration.ofSeconds(9),
            Duration.ofSeconds(90),
            Duration.ofSeconds(200),
            Duration.ZERO);
  }

  @Test
  void countsNoAttemptWhileItWaitsForAnotherDelivery() {
    Two handlers = new Two();
    EventDispatcher dispatcher = dispatcher(handlers);
    store.claim(new IdempotencyStore.Key("failing", EventId.of(Orders.EVENT_ID)), LEASE);
    for (int delivery = 1; delivery <= 20; delivery++) {
      dispatcher.dispatch(Orders.placedAgain(delivery));
    }
    time.move(LEASE);

    dispatcher.dispatch(Orders.placedAgain(21));

    assertThat(runs).containsExactly("sound 1", "failing 2");
  }

  @Test
  void warnsWhenAHandlerTookLongerThanItsLease() {
    Slow handler = new Slow();
    EventDispatcher dispatcher = dispatcher(handler);
    dispatcher.dispatch(Orders.placed(), result -> {});
    time.move(LEASE);
    dispatcher.dispatch(Orders.placed());

    handler.later.complete(null);

    assertThat(runs).hasSize(2);
    assertThat(logs.lines())
        .containsExactly(
            "WARN io.busbar.core.handler.EventDispatcher - Handler slow has handled event "
                + Orders.EVENT_ID
                + ", but not within its lease of PT5M: another delivery may have run it as well. "
                + "Raise idempotencyLease(…) above the handler's longest run");
  }

  /** A transaction that fails when the handler has succeeded. */
  private static final class FailingCommit implements HandlerInterceptor {
    private int left;

    FailingCommit(int failures) {
      this.left = failures;
    }

    @Override
    public HandlerSlot slot() {
      return HandlerSlot.TRANSACTION;
    }

    @Override
    public Completion intercept(HandlerContext context, HandlerChain next) {
      Completion completion = next.proceed(context);
      if (left-- > 0) {
        throw new IllegalStateException("commit failed");
      }
      return completion;
    }
  }

  @Test
  void doesNotTakeAnEventForHandledWhoseTransactionWasLost() {
    Slow handler = new Slow();
    handler.later.complete(null);
    EventDispatcher dispatcher =
        EventDispatcher.builder(config)
            .handlers(handler)
            .idempotency(store)
            .interceptor(new FailingCommit(1))
            .build();

    DispatchResult lost = dispatcher.dispatch(Orders.placed());
    DispatchResult again = dispatcher.dispatch(Orders.placed());

    assertThat(lost.retryAfter()).isPresent();
    assertThat(again.results()).containsExactly(new HandlerResult("slow", 2, Outcome.ACK));
    assertThat(runs).hasSize(2);
  }

  private static final class BrokenStore implements IdempotencyStore {
    private final boolean claims;

    BrokenStore(boolean claims) {
      this.claims = claims;
    }

    @Override
    public ClaimResult claim(Key key, Duration lease) {
      if (claims) {
        return new Claimed(key, 1, 1);
      }
      throw new IllegalStateException("database down");
    }

    @Override
    public boolean complete(Claimed claim) {
      throw new IllegalStateException("database down");
    }

    @Override
    public boolean release(Claimed claim) {
      throw new IllegalStateException("database down");
    }
  }

  @Test
  void retriesForAsLongAsTheStoreIsDown() {
    EventDispatcher dispatcher =
        EventDispatcher.builder(config)
            .handlers(new Slow())
            .idempotency(new BrokenStore(false))
            .build();

    DispatchResult result = dispatcher.dispatch(Orders.placedAgain(50));

    assertThat(result.retryAfter()).isPresent();
    assertThat(runs).isEmpty();
    assertThat(logs.lines())
        .singleElement()
        .asString()
        .startsWith(
            "WARN io.busbar.core.handler.EventDispatcher - Handler slow was not run for event "
                + Orders.EVENT_ID
                + " ('Order Placed' from grocer.customer-web), because the idempotency store failed; next try in PT");
  }

  @Test
  void acknowledgesWhatWasHandledAlthoughTheStoreCannotRememberIt() {
    EventDispatcher dispatcher =
        EventDispatcher.builder(config)
            .handlers(new Two())
            .idempotency(new BrokenStore(true))
            .build();

    assertThat(dispatcher.dispatch(Orders.placed()).results())
        .extracting(result -> result.outcome().getClass().getSimpleName())
        .containsExactly("Retry", "Ack");
    assertThat(logs.lines())
        .contains(
            "WARN io.busbar.core.handler.EventDispatcher - The claim of handler sound on event "
                + Orders.EVENT_ID
                + " could not be settled; until its lease of PT5M ends, a further attempt waits, and after that a duplicate would run");
  }

  static class Answering {
    @EventHandler(id = "answering")
    PaymentProcessed on(OrderPlaced order) {
      return new PaymentProcessed(order.orderId());
    }
  }

  @Test
  void publishesBeforeTheEventCountsAsHandled() {
    List<String> order = new ArrayList<>();
    IdempotencyStore watched =
        new IdempotencyStore() {
          @Override
          public ClaimResult claim(Key key, Duration lease) {
            order.add("claim");
            return new Claimed(key, 1, 1);
          }

          @Override
          public boolean complete(Claimed claim) {
            order.add("complete");
            return true;
          }

          @Override
          public boolean release(Claimed claim) {
            order.add("release");
            return true;
          }
        };
    PublishedEvents published = PublishedEvents.on(config);

    EventDispatcher.builder(config)
        .handlers(new Answering())
        .idempotency(watched)
        .publisher(
            event -> {
              order.add("publish");
              return published.publishAsync(event);
            })
        .build()
        .dispatch(Orders.placed());

    assertThat(order).containsExactly("claim", "publish", "complete");
    assertThat(published.ids())
        .containsExactly(
            EventId.derived(
                EventId.of(Orders.EVENT_ID), "answering", published.entries().get(0).name(), 0));
  }

  private EventDispatcher dispatcher(Object handlers) {
    return EventDispatcher.builder(config)
        .handlers(handlers)
        .idempotency(store)
        .idempotencyLease(LEASE)
        .build();
  }
}
