// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.busbar.core.BusbarConfig;
import io.busbar.core.EventType;
import io.busbar.core.handler.Delivery;
import io.busbar.core.handler.DispatchResult;
import io.busbar.core.handler.EventDispatcher;
import io.busbar.core.handler.EventHandler;
import io.busbar.core.handler.HandlerInterceptor;
import io.busbar.core.handler.Outcome;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * What every {@link HandlerInterceptor} promises about the events that it lets through: it goes on
 * once, and what the handler did is what comes out. A test class implements this interface and says
 * what is under test; JUnit then runs the tests below, with events and a handler that it has to let
 * through.
 */
public interface HandlerInterceptorContract {

  /** An event of the tests. */
  @EventType(source = "busbar.contract", name = "Thing Happened")
  record ThingHappened(String text) {}

  /** Fails for the text {@code fail}. */
  final class Handler {
    private final AtomicInteger runs = new AtomicInteger();

    @EventHandler
    void on(ThingHappened event) {
      runs.incrementAndGet();
      if (event.text().equals("fail")) {
        throw new IllegalStateException("It failed.");
      }
    }
  }

  /** What is under test: the same within one test. */
  HandlerInterceptor interceptor();

  @Test
  default void standsInOneSlotAndSaysWhatItIs() {
    assertSame(interceptor().slot(), interceptor().slot());
    assertFalse(interceptor().describe().isBlank());
  }

  @Test
  default void runsTheHandlerOnce() {
    Handler handler = new Handler();

    assertInstanceOf(Outcome.Ack.class, dispatch(dispatcher(handler), "fine"));

    assertEquals(1, handler.runs.get());
  }

  /** Or the event would be gone. */
  @Test
  default void makesNoSuccessOfAFailure() {
    Handler handler = new Handler();

    Outcome outcome = dispatch(dispatcher(handler), "fail");

    Outcome.Retry retry = assertInstanceOf(Outcome.Retry.class, outcome, outcome::toString);
    assertEquals("It failed.", retry.cause().getMessage());
    assertEquals(1, handler.runs.get());
  }

  @Test
  default void goesOnAfterAFailure() {
    EventDispatcher dispatcher = dispatcher(new Handler());
    dispatch(dispatcher, "fail");

    assertInstanceOf(Outcome.Ack.class, dispatch(dispatcher, "fine"));
  }

  @Test
  default void keepsRunsOnManyThreadsApart() throws Exception {
    Handler handler = new Handler();
    EventDispatcher dispatcher = dispatcher(handler);
    AtomicInteger threads = new AtomicInteger();

    Race<Integer> race = Race.of(8, () -> alternate(dispatcher, threads.getAndIncrement() % 2));

    assertEquals(4, race.count(acks -> acks == 10), race::toString);
    assertEquals(4, race.count(acks -> acks == 0), race::toString);
    assertEquals(80, handler.runs.get());
  }

  private static int alternate(EventDispatcher dispatcher, int failing) {
    int acks = 0;
    for (int i = 0; i < 10; i++) {
      Outcome outcome = dispatch(dispatcher, failing == 1 ? "fail" : "fine");
      acks += outcome instanceof Outcome.Ack ? 1 : 0;
    }
    return acks;
  }

  private EventDispatcher dispatcher(Handler handler) {
    return EventDispatcher.builder(BusbarConfig.of("contract"))
        .interceptor(interceptor())
        .handlers(handler)
        .build();
  }

  private static Outcome dispatch(EventDispatcher dispatcher, String text) {
    String id = UUID.randomUUID().toString();
    String body =
        "{\"version\":\"0\",\"id\":\"%s\",\"detail-type\":\"Thing Happened\",\"source\":\"busbar.contract\",\"account\":\"111111111111\",\"time\":\"2026-11-23T06:00:00Z\",\"region\":\"us-east-1\",\"resources\":[],\"detail\":{\"text\":\"%s\"}}"
            .formatted(id, text);
    DispatchResult result = dispatcher.dispatch(Delivery.of(body, id));
    assertEquals(1, result.results().size(), result::toString);
    return result.results().get(0).outcome();
  }
}
