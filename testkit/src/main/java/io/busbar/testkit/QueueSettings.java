// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of a queue that can be set.
 *
 * @param visibilityTimeout zero to 12 hours
 * @param delay zero to 15 minutes, for messages that bring none of their own
 * @param receiveWait zero to 20 seconds, for receivers that bring none of their own
 * @param maxMessageBytes 1,024 to 1,048,576, body and attributes together
 * @param redrive null to keep every message for ever
 */
public record QueueSettings(
    Duration visibilityTimeout,
    Duration delay,
    Duration receiveWait,
    int maxMessageBytes,
    @Nullable RedrivePolicy redrive) {

  /** What CreateQueue gives a queue that is not told otherwise. */
  public static final QueueSettings DEFAULT =
      new QueueSettings(Duration.ofSeconds(30), Duration.ZERO, Duration.ZERO, 1_048_576, null);

  /**
   * @throws AwsErrorException {@code InvalidAttributeValue}
   */
  public QueueSettings {
    QueueRules.checkAttribute(
        "VisibilityTimeout",
        visibilityTimeout.toSeconds(),
        0,
        QueueRules.MAX_VISIBILITY.toSeconds());
    QueueRules.checkAttribute(
        "DelaySeconds", delay.toSeconds(), 0, QueueRules.MAX_DELAY.toSeconds());
    QueueRules.checkAttribute(
        "ReceiveMessageWaitTimeSeconds",
        receiveWait.toSeconds(),
        0,
        QueueRules.MAX_WAIT.toSeconds());
    QueueRules.checkAttribute(
        "MaximumMessageSize", maxMessageBytes, 1_024, QueueRules.MAX_MESSAGE_BYTES);
  }

  public QueueSettings withVisibilityTimeout(Duration timeout) {
    return new QueueSettings(timeout, delay, receiveWait, maxMessageBytes, redrive);
  }

  public QueueSettings withDelay(Duration delay) {
    return new QueueSettings(visibilityTimeout, delay, receiveWait, maxMessageBytes, redrive);
  }

  public QueueSettings withReceiveWait(Duration wait) {
    return new QueueSettings(visibilityTimeout, delay, wait, maxMessageBytes, redrive);
  }

  public QueueSettings withMaxMessageBytes(int bytes) {
    return new QueueSettings(visibilityTimeout, delay, receiveWait, bytes, redrive);
  }

  public QueueSettings withRedrive(@Nullable RedrivePolicy redrive) {
    return new QueueSettings(visibilityTimeout, delay, receiveWait, maxMessageBytes, redrive);
  }
}
