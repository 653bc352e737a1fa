// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

/**
 * When a queue gives a message up.
 *
 * @param deadLetterTargetArn the queue that gets it
 * @param maxReceiveCount 1 to 1,000; the receive after this many moves the message instead of
 *     returning it
 */
public record RedrivePolicy(String deadLetterTargetArn, int maxReceiveCount) {

  /**
   * @throws AwsErrorException {@code InvalidParameterValue}
   */
  public RedrivePolicy {
    if (maxReceiveCount < 1 || maxReceiveCount > 1_000) {
      throw QueueRules.invalid(
          "Value {\"deadLetterTargetArn\":\"%s\",\"maxReceiveCount\":%d} for parameter RedrivePolicy is invalid. Reason: Invalid value for maxReceiveCount: %d, valid values are from 1 to 1000 both inclusive."
              .formatted(deadLetterTargetArn, maxReceiveCount, maxReceiveCount));
    }
  }
}
