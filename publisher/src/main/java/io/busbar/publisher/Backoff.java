// SPDX-License-Identifier: Apache-2.0
package io.busbar.publisher;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Decorrelated jitter (AWS Architecture Blog, "Exponential Backoff And Jitter"): each delay is
 * drawn between the base and three times the delay before, so that those who failed together do not
 * come back together.
 */
record Backoff(Duration base, Duration cap) {
  static final Backoff DEFAULT = new Backoff(Duration.ofMillis(50), Duration.ofSeconds(5));

  private static final int GROWTH = 3;

  /**
   * Draws the next delay in nanoseconds.
   *
   * @param previous the delay before; 0 when there was none
   */
  long next(long previous, RandomGenerator random) {
    long from = base.toNanos();
    long to = Math.min(cap.toNanos(), Math.max(from, previous) * GROWTH);
    return random.nextLong(from, to + 1);
  }
}
