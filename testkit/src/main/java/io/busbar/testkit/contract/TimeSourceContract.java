// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.busbar.core.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * What every {@link TimeSource} promises. A test class implements this interface and says what is
 * under test; JUnit then runs the tests below. They need a tenth of a second each on a real clock.
 */
public interface TimeSourceContract {

  /** What is under test: the same within one test. */
  TimeSource time();

  /** Lets at least so much time pass, and does what becomes due meanwhile. */
  void pass(Duration duration);

  @Test
  default void measuresTheTimeThatPasses() {
    Instant wall = time().now();
    long nanos = time().nanoTime();

    pass(Duration.ofMillis(20));

    assertTrue(time().nanoTime() - nanos >= 20_000_000, "nanoTime has moved by 20 ms");
    assertTrue(time().now().isAfter(wall), "now has moved");
  }

  @Test
  default void neverGoesBack() {
    long last = time().nanoTime();
    for (int i = 0; i < 1_000; i++) {
      long next = time().nanoTime();
      assertTrue(next - last >= 0, "nanoTime has gone back");
      last = next;
    }
  }

  @Test
  default void runsWorkOnceWhenItIsDueAndNotBefore() {
    AtomicInteger runs = new AtomicInteger();
    CompletableFuture<Long> ran = new CompletableFuture<>();
    long start = time().nanoTime();

    var unused =
        time()
            .schedule(
                Duration.ofMillis(10),
                () -> {
                  runs.incrementAndGet();
                  ran.complete(time().nanoTime());
                });

    assertTrue(await(ran) - start >= 10_000_000, "the work ran before it was due");
    pass(Duration.ofMillis(30));
    assertTrue(runs.get() == 1, () -> "the work ran " + runs + " times");
  }

  @Test
  default void runsWorkThatShouldHaveBeenDoneAlready() {
    CompletableFuture<Boolean> ran = new CompletableFuture<>();

    var unused = time().schedule(Duration.ofSeconds(-1), () -> ran.complete(true));

    assertTrue(await(ran));
  }

  @Test
  default void runsWorkThatWorkHasScheduled() {
    CompletableFuture<Boolean> ran = new CompletableFuture<>();

    var unused = time().schedule(Duration.ofMillis(1), () -> schedule(() -> ran.complete(true)));

    assertTrue(await(ran));
  }

  @Test
  default void doesNotRunWhatWasCancelled() {
    CompletableFuture<Boolean> cancelled = new CompletableFuture<>();
    CompletableFuture<Boolean> later = new CompletableFuture<>();
    TimeSource.Cancellable handle =
        time().schedule(Duration.ofMillis(20), () -> cancelled.complete(true));
    var unused = time().schedule(Duration.ofMillis(60), () -> later.complete(true));

    handle.cancel();

    assertTrue(await(later));
    assertFalse(cancelled.isDone(), "cancelled work ran");
  }

  @Test
  default void takesASecondOrALateCancellation() {
    CompletableFuture<Boolean> ran = new CompletableFuture<>();
    TimeSource.Cancellable handle = time().schedule(Duration.ofMillis(1), () -> ran.complete(true));
    assertTrue(await(ran));

    handle.cancel();
    handle.cancel();
  }

  private void schedule(Runnable work) {
    var unused = time().schedule(Duration.ofMillis(1), work);
  }

  /** As long as it takes on a busy machine; a clock of a test needs no time for it. */
  private <T> T await(CompletableFuture<T> result) {
    for (int i = 0; i < 3_000 && !result.isDone(); i++) {
      pass(Duration.ofMillis(10));
    }
    assertTrue(result.isDone(), "the work has not run");
    return result.join();
  }
}
