// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import java.time.Duration;
import java.util.Random;

/**
 * How long EventBridge waits between two tries. AWS says "exponential back off and jitter" and no
 * figures; these spread 185 tries over about 22 hours, as its two defaults suggest.
 */
final class BackOff {
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(10);

  /** From here on the delay is the longest; also keeps the shift below from overflowing. */
  private static final int LONGEST_FROM = 10;

  private BackOff() {}

  /**
   * Between half of the full delay and all of it.
   *
   * @param attempt 1 for the first retry
   */
  static Duration delay(int attempt, Random chance) {
    Duration full = attempt > LONGEST_FROM ? LONGEST : FIRST.multipliedBy(1L << (attempt - 1));
    long half = full.toMillis() / 2;
    return Duration.ofMillis(half + chance.nextInt((int) half + 1));
  }
}
