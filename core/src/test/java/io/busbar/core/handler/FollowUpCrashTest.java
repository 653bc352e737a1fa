// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.handler;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.core.BusbarConfig;
import io.busbar.core.EnvelopeText;
import io.busbar.core.FixedTime;
import io.busbar.core.handler.Orders.OrderPlaced;
import io.busbar.core.handler.Orders.PaymentProcessed;
import io.busbar.core.publish.Entry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A process ends between the publish of what its handler has returned and the completion. */
class FollowUpCrashTest {
  private final FixedTime time = new FixedTime("2026-11-23T06:00:00Z");
  private final BusbarConfig config = BusbarConfig.builder().service("payment").time(time).build();
  private final PublishedEvents published = PublishedEvents.on(config);
  private final IdempotencyStore store = store();
  private final List<String> activated = new ArrayList<>();

  static final class Payments {
    @EventHandler(id = "charge")
    PaymentProcessed charge(OrderPlaced order) {
      return new PaymentProcessed(order.orderId());
    }
  }

  final class Subscriptions {
    @EventHandler(id = "activate")
    void activate(PaymentProcessed payment) {
      activated.add(payment.orderId());
    }
  }

  /** The event is published, and the completion never comes: the process is gone. */
  private static final class Kill implements HandlerInterceptor {
    @Override
    public HandlerSlot slot() {
      return HandlerSlot.TRANSACTION;
    }

    @Override
    public Completion intercept(HandlerContext context, HandlerChain next) {
      next.proceed(context);
      return new Completion.Pending(new CompletableFuture<>());
    }
  }

  @Test
  void republishesTheSameIdSoThatTheEffectDownstreamStaysSingle() {
    dispatcher(new Kill()).dispatch(Orders.placed(), result -> activated.add("unexpected"));
    assertThat(published.ids()).hasSize(1);
    EventDispatcher restarted = dispatcher();
    assertThat(restarted.dispatch(Orders.placedAgain(2)).retryAfter()).isPresent();
    time.move(Duration.ofMinutes(5));

    DispatchResult again = restarted.dispatch(Orders.placedAgain(3));

    assertThat(again.results()).containsExactly(new HandlerResult("charge", 2, Outcome.ACK));
    assertThat(published.ids()).hasSize(2).containsOnly(published.ids().get(0));
    deliverDownstream();
    assertThat(activated).containsExactly("ord-1");
  }

  private void deliverDownstream() {
    EventDispatcher downstream =
        EventDispatcher.builder(config).handlers(new Subscriptions()).idempotency(store()).build();
    for (Entry entry : published.entries()) {
      String text =
          EnvelopeText.of(entry.name().source(), entry.name().detailType(), entry.detail().json());
      downstream.dispatch(Delivery.of(text, "m-" + entry.id()));
    }
  }

  private EventDispatcher dispatcher(HandlerInterceptor... interceptors) {
    EventDispatcherBuilder builder =
        EventDispatcher.builder(config)
            .handlers(new Payments())
            .publisher(published)
            .idempotency(store);
    for (HandlerInterceptor interceptor : interceptors) {
      builder.interceptor(interceptor);
    }
    return builder.build();
  }

  private IdempotencyStore store() {
    return InMemoryIdempotencyStore.create(time, Duration.ofDays(1));
  }
}
