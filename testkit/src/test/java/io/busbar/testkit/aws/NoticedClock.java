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
    return handle;
  }

  /** Waits until so many more pieces of work were scheduled. */
  public void awaitScheduled(int times) throws InterruptedException {
    if (!scheduled.tryAcquire(times, 30, TimeUnit.SECONDS)) {
      throw new AssertionError(
          "Only %d of %d pieces of work were scheduled."
              .formatted(scheduled.availablePermits(), times));
    }
  }

  public void advance(Duration duration) {
    clock.advance(duration);
  }
}
