// SPDX-License-Identifier: Apache-2.0
package io.busbar.consumer;

/**
 * What to do at the start about a queue that has neither a redrive policy nor a dead-letter queue
 * of the container: what no handler can handle would come again and again until the queue's
 * retention ends, and SQS would drop it then without a word.
 */
public enum MissingDeadLetters {
  /**
   * The container is not started. Only when SQS says that there is none: when it cannot be asked
   * (no permission {@code sqs:GetQueueAttributes}, no network), a warning is logged.
   */
  REFUSE,
  /** A warning is logged, and the container is started. */
  WARN
}
