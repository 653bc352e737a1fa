// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.handler;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * {@link Retry} as a value. Waits are exponential with full jitter: between nothing and {@code
 * baseDelay × 2^(attempt − 1)}.
 */
public record RetryPolicy(
    int maxAttempts,
    Duration baseDelay,
    Duration maxDelay,
    List<Class<? extends Throwable>> fatal) {

  // Before the constants that are policies themselves: their constructor reads it.
  /** SQS API: the visibility time-out is at most 12 hours. */
  private static final Duration LONGEST = Duration.ofHours(12);

  /**
   * What a handler without {@link Retry} gets: five attempts, one second doubling to 15 minutes.
   */
  public static final RetryPolicy DEFAULT =
      new RetryPolicy(5, Duration.ofSeconds(1), Duration.ofMinutes(15), List.of());

  public RetryPolicy {
    require(maxAttempts >= 1, "@Retry(maxAttempts) must be 1 or more, but was %d.", maxAttempts);
    require(
        !baseDelay.isNegative(), "@Retry(baseDelay) must not be negative, but was %s.", baseDelay);
    require(
        maxDelay.compareTo(baseDelay) >= 0 && maxDelay.compareTo(LONGEST) <= 0,
        "@Retry(maxDelay) must lie between baseDelay (%s) and 12 hours, which is the longest that SQS hides a message, but was %s.",
        baseDelay,
        maxDelay);
    fatal = List.copyOf(fatal);
  }

  static RetryPolicy of(Retry retry) {
    return new RetryPolicy(
        retry.maxAttempts(),
        parse("baseDelay", retry.baseDelay()),
        parse("maxDelay", retry.maxDelay()),
        List.of(retry.fatal()));
  }

  private static Duration parse(String name, String text) {
    try {
      return Duration.parse(text);
    } catch (DateTimeParseException notADuration) {
      throw new IllegalArgumentException(
          String.format(
              "@Retry(%s) must be a duration such as 'PT30S' or 'PT5M', but was '%s'.", name, text),
          notADuration);
    }
  }

  /** How long all waits together can be. */
  public Duration longestWait() {
    Duration sum = Duration.ZERO;
    for (int attempt = 1; attempt < maxAttempts; attempt++) {
      sum = sum.plusMillis(ceilingAfter(attempt));
      if (ceilingAfter(attempt) == maxDelay.toMillis()) {
        // It grows no further.
        return sum.plus(maxDelay.multipliedBy(maxAttempts - 1L - attempt));
      }
    }
    return sum;
  }

  /** How long to wait after a failed attempt. */
  Duration delayAfter(int attempt, RandomGenerator random) {
    long ceiling = ceilingAfter(attempt);
    return Duration.ofMillis(ceiling <= 0 ? 0 : random.nextLong(ceiling + 1));
  }

  private long ceilingAfter(int attempt) {
    int doublings = Math.min(attempt - 1, 40);
    return Math.min(maxDelay.toMillis(), saturatedShift(baseDelay.toMillis(), doublings));
  }

  private static long saturatedShift(long value, int bits) {
    return value > Long.MAX_VALUE >> bits ? Long.MAX_VALUE : value << bits;
  }

  private static void require(boolean condition, String format, Object... values) {
    if (!condition) {
      throw new IllegalArgumentException(String.format(format, values));
    }
  }
}
