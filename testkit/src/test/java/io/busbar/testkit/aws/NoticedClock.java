// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import io.busbar.core.TimeSource;
import io.busbar.testkit.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * A virtual clock that tells when work was scheduled on it, as a long poll does when it begins to
 * wait.
 */
final class NoticedClock implements TimeSource {
  private final VirtualClock clock = VirtualClock.create();
  private final Semaphore scheduled = new Semaphore(0);
  private final Semaphore cancelled = new Semaphore(0);

  @Override
  public Instant now() {
    return clock.now();
  }

  @Override
  public long nanoTime() {
    return clock.nanoTime();
  }

  @Override
  public Cancellable schedule(Duration delay, Runnable task) {
    Cancellable handle = clock.schedule(delay, task);
    scheduled.release();
    return () -> {
      handle.cancel();
      cancelled.release();
    };
  }

  /** Waits until so many more pieces of work were scheduled. */
  void awaitScheduled(int times) throws InterruptedException {
    await(scheduled, times);
  }

  /** Waits until one more piece of work was called off, as a long poll's end is when it is over. */
  void awaitCancelled() throws InterruptedException {
    await(cancelled, 1);
  }

  void advance(Duration duration) {
    clock.advance(duration);
  }

  private static void await(Semaphore noticed, int times) throws InterruptedException {
    if (!noticed.tryAcquire(times, 2, TimeUnit.MINUTES)) {
      throw new AssertionError(
          "Only %d of %d were noticed.".formatted(noticed.availablePermits(), times));
    }
  }
}
