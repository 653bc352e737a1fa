// SPDX-License-Identifier: Apache-2.0
package io.busbar.consumer;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Waits that double from {@code base} to {@code cap}; the half of each is drawn, so that those who
 * failed together do not come back together.
 */
record Backoff(Duration base, Duration cap) {
  private static final int MOST_DOUBLINGS = 30;

  /** The wait after so many failures in a row, counted from 1. */
  Duration after(int failures, RandomGenerator random) {
    long doubled = base.toMillis() << Math.min(failures - 1, MOST_DOUBLINGS);
    long full = Math.min(cap.toMillis(), doubled);
    return Duration.ofMillis(full - random.nextLong(full / 2 + 1));
  }
}
