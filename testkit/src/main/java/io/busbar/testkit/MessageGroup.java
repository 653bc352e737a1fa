// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import org.jspecify.annotations.Nullable;

/**
 * The group that a message belongs to: in a FIFO queue the messages of a group come one after the
 * other; in a standard queue it only names the tenant for a fair share.
 *
 * @param id {@code MessageGroupId}, 1 to 128 characters
 * @param deduplicationId {@code MessageDeduplicationId}; null to use the body's SHA-256, or in a
 *     standard queue
 * @param sequenceNumber what a FIFO queue gave the message; null on the way there
 */
public record MessageGroup(
    String id, @Nullable String deduplicationId, @Nullable String sequenceNumber) {

  /** A group of a message on its way, without a deduplication id of its own. */
  public static MessageGroup of(String id) {
    return new MessageGroup(id, null, null);
  }

  /** A group of a message on its way, with a deduplication id. */
  public static MessageGroup of(String id, String deduplicationId) {
    return new MessageGroup(id, deduplicationId, null);
  }

  MessageGroup numbered(String deduplication, String number) {
    return new MessageGroup(id, deduplication, number);
  }
}
