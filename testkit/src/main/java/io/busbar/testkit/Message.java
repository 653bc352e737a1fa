// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message as a receiver gets it.
 *
 * @param id the same at every receive, and in a dead-letter queue
 * @param receiptHandle of this receive; only the newest one deletes
 * @param attributes by name, in the order of the names
 * @param senderId the account that sent it
 * @param sentAt in milliseconds
 * @param firstReceivedAt in milliseconds
 * @param receiveCount 1 at the first receive
 * @param traceHeader the system attribute {@code AWSTraceHeader}
 * @param deadLetterSourceArn of the queue that gave it up, in a dead-letter queue
 * @param group as it was sent; in a FIFO queue with its sequence number
 */
public record Message(
    String id,
    String receiptHandle,
    String body,
    Map<String, MessageAttribute> attributes,
    String senderId,
    Instant sentAt,
    Instant firstReceivedAt,
    int receiveCount,
    @Nullable String traceHeader,
    @Nullable String deadLetterSourceArn,
    @Nullable MessageGroup group) {}
