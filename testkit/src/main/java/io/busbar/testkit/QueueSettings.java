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
 * @param retention one minute to 14 days; older messages are gone
 * @param fifo of a FIFO queue; without effect in a standard queue
 * @param redrive null to never give a message up
 */
public record QueueSettings(
    Duration visibilityTimeout,
    Duration delay,
    Duration receiveWait,
    int maxMessageBytes,
    Duration retention,
    FifoSettings fifo,
    @Nullable RedrivePolicy redrive) {

  /** What CreateQueue gives a queue that is not told otherwise. */
  public static final QueueSettings DEFAULT =
      new QueueSettings(
          Duration.ofSeconds(30),
          Duration.ZERO,
          Duration.ZERO,
          1_048_576,
          Duration.ofDays(4),
          FifoSettings.DEFAULT,
          null);

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
    QueueRules.checkAttribute(
        "MessageRetentionPeriod", retention.toSeconds(), 60, QueueRules.MAX_RETENTION.toSeconds());
  }

  public QueueSettings withVisibilityTimeout(Duration visibilityTimeout) {
    return new QueueSettings(
        visibilityTimeout, delay, receiveWait, maxMessageBytes, retention, fifo, redrive);
  }

  public QueueSettings withDelay(Duration delay) {
    return new QueueSettings(
        visibilityTimeout, delay, receiveWait, maxMessageBytes, retention, fifo, redrive);
  }

  public QueueSettings withReceiveWait(Duration receiveWait) {
    return new QueueSettings(
        visibilityTimeout, delay, receiveWait, maxMessageBytes, retention, fifo, redrive);
  }

  public QueueSettings withMaxMessageBytes(int maxMessageBytes) {
    return new QueueSettings(
        visibilityTimeout, delay, receiveWait, maxMessageBytes, retention, fifo, redrive);
  }

  public QueueSettings withRetention(Duration retention) {
    return new QueueSettings(
        visibilityTimeout, delay, receiveWait, maxMessageBytes, retention, fifo, redrive);
  }

  public QueueSettings withFifo(FifoSettings fifo) {
    return new QueueSettings(
        visibilityTimeout, delay, receiveWait, maxMessageBytes, retention, fifo, redrive);
  }

  /** Short for the same in {@link #withFifo}. */
  public QueueSettings withContentBasedDeduplication(boolean contentBasedDeduplication) {
    return withFifo(fifo.withContentBasedDeduplication(contentBasedDeduplication));
  }

  public QueueSettings withRedrive(@Nullable RedrivePolicy redrive) {
    return new QueueSettings(
        visibilityTimeout, delay, receiveWait, maxMessageBytes, retention, fifo, redrive);
  }
}
