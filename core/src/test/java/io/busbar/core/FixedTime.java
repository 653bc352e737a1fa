// SPDX-License-Identifier: Apache-2.0
package io.busbar.core;

import java.time.Duration;
import java.time.Instant;

/** A time that stands where a test has put it; delayed work is not possible. Not thread-safe. */
public final class FixedTime implements TimeSource {
  private Instant now;
  private long nanos;

  public FixedTime(String now) {
    this.now = Instant.parse(now);
  }

  /** Moves the wall clock, possibly back; the monotonic time only ever goes on. */
  public void move(Duration duration) {
    now = now.plus(duration);
    nanos += duration.abs().toNanos();
  }

  @Override
  public Instant now() {
    return now;
  }

  @Override
  public long nanoTime() {
    return nanos;
  }

  @Override
  public Cancellable schedule(Duration delay, Runnable task) {
    throw new UnsupportedOperationException("This time does not go on by itself.");
  }
}
