// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Waits that double with each failure, drawn from their upper half so that those who failed
 * together do not come back together.
 */
record Backoff(Duration base, Duration cap) {
  /** For one refused entry, and for a bus that takes nothing. */
  static final Backoff SEND = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(30));

  /** For a database that does not answer. */
  static final Backoff DATABASE = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(10));

  private static final int MOST_DOUBLINGS = 20;

  /** Nanoseconds to wait after a number of failures in a row, at least one. */
  long nanos(int failures, RandomGenerator random) {
    long doubled = base.toNanos() << Math.min(failures - 1, MOST_DOUBLINGS);
    long longest = Math.min(doubled, cap.toNanos());
    return longest / 2 + random.nextLong(longest / 2 + 1);
  }
}
