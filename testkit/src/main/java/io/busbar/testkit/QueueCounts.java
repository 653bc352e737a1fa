// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

/**
 * How many messages a queue holds; exact here, where SQS says "approximate".
 *
 * @param available {@code ApproximateNumberOfMessages}
 * @param inFlight {@code ApproximateNumberOfMessagesNotVisible}
 * @param delayed {@code ApproximateNumberOfMessagesDelayed}
 */
public record QueueCounts(int available, int inFlight, int delayed) {

  public int total() {
    return available + inFlight + delayed;
  }
}
