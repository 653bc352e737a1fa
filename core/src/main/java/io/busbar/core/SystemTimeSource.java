// SPDX-License-Identifier: Apache-2.0
package io.busbar.core;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The machine's clock; delays ride on the JDK's own delayer thread, which every JVM that uses
 * futures has anyway.
 */
enum SystemTimeSource implements TimeSource {
  INSTANCE;

  private static final Logger log = LoggerFactory.getLogger(TimeSource.class);

  @Override
  public Instant now() {
    return Instant.now();
  }

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public Cancellable schedule(Duration delay, Runnable task) {
    AtomicBoolean begunOrOff = new AtomicBoolean();
    Runnable once =
        () -> {
          if (!begunOrOff.getAndSet(true)) {
            runLogged(task);
          }
        };
    CompletableFuture<Void> timer = new CompletableFuture<>();
    CompletableFuture<?> unused =
        timer.thenRun(
            () -> {
              if (!begunOrOff.get()) {
                timer.defaultExecutor().execute(once);
              }
            });
    timer.completeOnTimeout(null, Math.max(0, delay.toNanos()), TimeUnit.NANOSECONDS);
    return () -> {
      begunOrOff.set(true);
      // Completing takes the timer out of the delayer's queue, so that long delays do not pile up
      // there; cancelling would make an exception, and on JDK 17 leave the timer there.
      timer.complete(null);
    };
  }

  /** Nobody waits for the task, so nobody else would hear of its failure. */
  private static void runLogged(Runnable task) {
    try {
      task.run();
    } catch (Throwable failed) {
      log.error("Delayed work failed; whatever depends on it does not go on", failed);
    }
  }
}
