// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.core.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class VirtualClockTest {
  private final VirtualClock clock = VirtualClock.create();
  private final List<String> ran = new ArrayList<>();

  @Test
  void standsStillUntilItIsMoved() {
    assertThat(clock.now()).isEqualTo(VirtualClock.START);

    clock.advance(Duration.ofMillis(1500));

    assertThat(clock.now()).isEqualTo(Instant.parse("2026-01-01T00:00:01.500Z"));
    assertThat(clock.nanoTime()).isEqualTo(1_500_000_000L);
  }

  @Test
  void goesToTheNextWorkAndNoFurther() {
    schedule(3, "b");
    schedule(1, "a");
    clock.advance(Duration.ofMillis(500));

    assertThat(clock.advanceToNext()).isTrue();

    assertThat(ran).singleElement().asString().startsWith("a");
    assertThat(clock.nanoTime()).isEqualTo(1_000_000_000L);
    assertThat(clock.advanceToNext()).isTrue();
    assertThat(clock.advanceToNext()).isFalse();
    assertThat(clock.nanoTime()).isEqualTo(3_000_000_000L);
  }

  @Test
  void runsWorkInTheOrderInWhichItIsDueAndAtItsTime() {
    schedule(3, "c");
    schedule(1, "a");
    schedule(3, "d");
    schedule(2, "b");

    clock.advance(Duration.ofSeconds(10));

    assertThat(ran).containsExactly("a at 1", "b at 2", "c at 3", "d at 3");
    assertThat(clock.now()).isEqualTo(at(10));
  }

  @Test
  void runsWorkThatIsScheduledOnTheWay() {
    var unused =
        clock.schedule(
            Duration.ofSeconds(1),
            () -> {
              schedule(2, "within");
              schedule(20, "beyond");
            });

    clock.advance(Duration.ofSeconds(5));

    assertThat(ran).containsExactly("within at 3");
    assertThat(clock.nextDue()).contains(at(21));
  }

  @Test
  void leavesOutWhatWasCancelled() {
    TimeSource.Cancellable work = schedule(1, "never");

    work.cancel();
    work.cancel();
    clock.advance(Duration.ofSeconds(2));

    assertThat(ran).isEmpty();
    assertThat(clock.nextDue()).isEmpty();
  }

  @Test
  void runsWorkWithoutDelayAtTheNextMove() {
    schedule(0, "now");
    schedule(-5, "overdue");
    assertThat(ran).isEmpty();

    clock.advance(Duration.ZERO);

    assertThat(ran).containsExactly("now at 0", "overdue at 0");
  }

  @Test
  void stopsWhereWorkThrows() {
    var unused =
        clock.schedule(
            Duration.ofSeconds(1),
            () -> {
              throw new IllegalStateException("broken");
            });
    schedule(2, "later");

    assertThatThrownBy(() -> clock.advance(Duration.ofSeconds(5))).hasMessage("broken");

    assertThat(clock.now()).isEqualTo(at(1));
    clock.advanceTo(at(5));
    assertThat(ran).containsExactly("later at 2");
  }

  @Test
  void refusesToGoBack() {
    assertThatThrownBy(() -> clock.advance(Duration.ofSeconds(-1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Time cannot be moved by 'PT-1S'. Give a duration of zero or more.");
    assertThatThrownBy(() -> clock.advanceTo(at(-1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Time cannot be moved back from '2026-01-01T00:00:00Z' to '2025-12-31T23:59:59Z'. Make another clock.");
  }

  @Test
  void runsEachWorkOnceWhenSeveralThreadsMoveIt() throws Exception {
    AtomicInteger runs = new AtomicInteger();
    for (int i = 0; i < 1_000; i++) {
      var unused = clock.schedule(Duration.ofMillis(i), runs::incrementAndGet);
    }
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> movers = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        movers.add(threads.submit(() -> clock.advance(Duration.ofSeconds(2))));
      }
      for (Future<?> mover : movers) {
        mover.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(runs).hasValue(1_000);
  }

  private TimeSource.Cancellable schedule(int seconds, String name) {
    return clock.schedule(
        Duration.ofSeconds(seconds),
        () ->
            ran.add(name + " at " + Duration.between(VirtualClock.START, clock.now()).toSeconds()));
  }

  private static Instant at(int seconds) {
    return VirtualClock.START.plusSeconds(seconds);
  }
}
