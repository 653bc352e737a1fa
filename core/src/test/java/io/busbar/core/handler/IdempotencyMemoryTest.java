// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.handler;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.core.FixedTime;
import io.busbar.core.handler.Orders.OrderPlaced;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is known without the store, and what not even the store knows. */
class IdempotencyMemoryTest {
  private final Remembering store = new Remembering();
  private final List<String> runs = new ArrayList<>();

  /** A store that counts how often it is asked, and promises to remember for an hour. */
  private static final class Remembering implements IdempotencyStore {
    private final IdempotencyStore store =
        InMemoryIdempotencyStore.create(new FixedTime("2026-11-23T06:00:00Z"), Duration.ofHours(1));
    private int claims;

    @Override
    public ClaimResult claim(Key key, Duration lease) {
      claims++;
      return store.claim(key, lease);
    }

    @Override
    public boolean complete(Claimed claim) {
      return store.complete(claim);
    }

    @Override
    public boolean release(Claimed claim) {
      return store.release(claim);
    }

    @Override
    public Optional<Duration> retention() {
      return Optional.of(Duration.ofHours(1));
    }
  }

  class Charge {
    @EventHandler(id = "charge")
    @Retry(maxAttempts = 2)
    void on(OrderPlaced order, HandlerContext context) {
      runs.add("charge " + context.attempt());
      if (order.total() > 100) {
        throw new IllegalStateException("the bank is closed");
      }
    }
  }

  class Index {
    @EventHandler(id = "index", replays = Replays.RUN_AT_ANY_AGE)
    void on(OrderPlaced order) {
      runs.add("index");
    }
  }

  @Test
  void asksTheStoreOnceAboutADuplicate() {
    EventDispatcher dispatcher = dispatcher(new Charge());

    dispatcher.dispatch(Orders.placed());
    dispatcher.dispatch(Orders.placed());
    dispatcher.dispatch(Orders.placed());

    assertThat(runs).containsExactly("charge 1");
    assertThat(store.claims).isEqualTo(1);
  }

  @Test
  void remembersWhatTheStoreHasSaidToAnotherProcess() {
    dispatcher(new Charge()).dispatch(Orders.placed());
    EventDispatcher other = dispatcher(new Charge());

    other.dispatch(Orders.placed());
    other.dispatch(Orders.placed());

    assertThat(runs).containsExactly("charge 1");
    assertThat(store.claims).isEqualTo(2);
  }

  @Test
  void doesNotRunAnEventThatIsOlderThanTheStoreRemembers() {
    Delivery old = at("2026-11-23T04:59:59Z", Map.of());

    assertThat(dispatcher(new Charge()).dispatch(old).results())
        .containsExactly(
            new HandlerResult(
                "charge",
                1,
                new Outcome.DeadLetter(
                    "The event is of 2026-11-23T04:59:59Z, and Remembering remembers for PT1H only: whether handler charge has handled it before is not known. "
                        + "Redrive it to run it all the same, or accept such events with @EventHandler(replays = RUN_AT_ANY_AGE).",
                    null)));
    assertThat(store.claims).isZero();
  }

  @Test
  void runsAnOldEventWhereThatIsAccepted() {
    dispatcher(new Charge()).dispatch(at("2026-11-23T05:00:00Z", Map.of()));
    dispatcher(new Index()).dispatch(at("2020-01-01T00:00:00Z", Map.of()));
    Map<String, String> redriven = Map.of(Delivery.ONLY_HANDLER, "charge");
    dispatcher(new Charge()).dispatch(at("2020-01-01T00:00:00Z", redriven));

    assertThat(runs).containsExactly("charge 1", "index");
  }

  @Test
  void givesARedrivenEventItsAttemptsAgain() {
    EventDispatcher dispatcher = dispatcher(new Charge());
    String body = Orders.placed().body().replace("45", "450");
    dispatcher.dispatch(Delivery.of(body, "m-1"));
    DispatchResult second = dispatcher.dispatch(Delivery.of(body, "m-1"));

    Map<String, String> redriven =
        Map.of(Delivery.ONLY_HANDLER, "charge", Delivery.EARLIER_ATTEMPTS, "2");
    DispatchResult third = dispatcher.dispatch(new Delivery(body, "m-2", 1, redriven));
    DispatchResult fourth = dispatcher.dispatch(new Delivery(body, "m-2", 2, redriven));

    assertThat(runs).containsExactly("charge 1", "charge 2", "charge 1", "charge 2");
    assertThat(second.deadLetters()).hasSize(1);
    assertThat(third.retryAfter()).isPresent();
    assertThat(fourth.deadLetters()).hasSize(1);
  }

  @Test
  void passesOverEarlierAttemptsThatAreNoNumber() {
    Map<String, String> redriven =
        Map.of(Delivery.ONLY_HANDLER, "charge", Delivery.EARLIER_ATTEMPTS, "many");

    dispatcher(new Charge()).dispatch(at("2026-11-23T06:00:00Z", redriven));

    assertThat(runs).containsExactly("charge 1");
  }

  private static Delivery at(String time, Map<String, String> attributes) {
    String body =
        Orders.placed().body().replaceFirst("\"time\":\"[^\"]*\"", "\"time\":\"" + time + "\"");
    return new Delivery(body, "m-1", 1, attributes);
  }

  private EventDispatcher dispatcher(Object handlers) {
    return EventDispatcher.builder(Orders.config()).handlers(handlers).idempotency(store).build();
  }
}
