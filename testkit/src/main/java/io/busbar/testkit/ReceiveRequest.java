// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a receiver asks for.
 *
 * @param maxMessages 1 to 10
 * @param visibilityTimeout zero to 12 hours, or null for the queue's own
 * @param waitTime zero to 20 seconds, or null for the queue's own
 */
public record ReceiveRequest(
    int maxMessages, @Nullable Duration visibilityTimeout, @Nullable Duration waitTime) {

  /**
   * @throws AwsErrorException {@code InvalidParameterValue}
   */
  public ReceiveRequest {
    if (maxMessages < 1 || maxMessages > 10) {
      throw QueueRules.invalid(
          "Value %d for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided."
              .formatted(maxMessages));
    }
    QueueRules.checkVisibility(visibilityTimeout);
    QueueRules.checkWait(waitTime);
  }

  /** At most this many, at once, for the queue's own visibility time-out. */
  public static ReceiveRequest upTo(int maxMessages) {
    return new ReceiveRequest(maxMessages, null, Duration.ZERO);
  }
}
