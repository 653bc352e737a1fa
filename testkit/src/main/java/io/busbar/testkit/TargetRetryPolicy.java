// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import java.time.Duration;

/**
 * How long EventBridge goes on trying to deliver to a target that cannot take an event right now.
 * Whichever limit is reached first ends it.
 *
 * @param maxAttempts 0 to 185; further tries after the first ({@code MaximumRetryAttempts})
 * @param maxAge one minute to 24 hours since the event reached the bus ({@code
 *     MaximumEventAgeInSeconds})
 */
public record TargetRetryPolicy(int maxAttempts, Duration maxAge) {

  /** What a target has that is not told otherwise (EventBridge User Guide, "Retry policy"). */
  public static final TargetRetryPolicy DEFAULT = new TargetRetryPolicy(185, Duration.ofDays(1));

  private static final int MIN_AGE_SECONDS = 60;

  /**
   * @throws AwsErrorException {@code ValidationException}
   */
  public TargetRetryPolicy {
    check("maximumRetryAttempts", maxAttempts, 0, 185);
    check("maximumEventAgeInSeconds", maxAge.toSeconds(), MIN_AGE_SECONDS, 86_400);
  }

  private static void check(String member, long value, long min, long max) {
    if (value < min || value > max) {
      throw new AwsErrorException(
          "ValidationException",
          "1 validation error detected: Value '%d' at 'targets.1.member.retryPolicy.%s' failed to satisfy constraint: Member must have value %s than or equal to %d"
              .formatted(value, member, value < min ? "greater" : "less", value < min ? min : max));
    }
  }
}
