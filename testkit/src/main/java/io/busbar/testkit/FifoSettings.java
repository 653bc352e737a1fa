// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

/**
 * What can be set of FIFO queues only.
 *
 * @param contentBasedDeduplication whether the queue knows messages by their bodies
 * @param deduplicationScope within what a deduplication id stands for one message
 * @param throughputLimit kept without effect: nothing is throttled here
 */
public record FifoSettings(
    boolean contentBasedDeduplication,
    DeduplicationScope deduplicationScope,
    ThroughputLimit throughputLimit) {

  /** What CreateQueue gives a FIFO queue that is not told otherwise. */
  public static final FifoSettings DEFAULT =
      new FifoSettings(false, DeduplicationScope.QUEUE, ThroughputLimit.PER_QUEUE);

  /**
   * @throws AwsErrorException {@code InvalidAttributeValue} for a limit by group without
   *     deduplication by group
   */
  public FifoSettings {
    if (throughputLimit == ThroughputLimit.PER_MESSAGE_GROUP_ID
        && deduplicationScope != DeduplicationScope.MESSAGE_GROUP) {
      throw new AwsErrorException(
          "InvalidAttributeValue",
          "Invalid value for the parameter FifoThroughputLimit. Reason: To set FifoThroughputLimit"
              + " to perMessageGroupId, the DeduplicationScope must be messageGroup.");
    }
  }

  public FifoSettings withContentBasedDeduplication(boolean contentBasedDeduplication) {
    return new FifoSettings(contentBasedDeduplication, deduplicationScope, throughputLimit);
  }

  /** Within what a deduplication id stands for one message. */
  public enum DeduplicationScope {
    QUEUE,
    MESSAGE_GROUP
  }

  /** What SQS counts to limit the requests to a queue. */
  public enum ThroughputLimit {
    PER_QUEUE,
    PER_MESSAGE_GROUP_ID
  }
}
