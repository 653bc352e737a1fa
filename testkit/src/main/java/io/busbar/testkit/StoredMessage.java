// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A message in a queue. Guarded by the organization's lock. */
final class StoredMessage {

  enum Place {
    AVAILABLE,
    DELAYED,
    IN_FLIGHT
  }

  final String id;
  final OutgoingMessage content;
  final String senderId;
  final Instant sentAt;

  Place place = Place.AVAILABLE;

  /** Over all queues that the message was in. */
  int receiveCount;

  /** In this queue: what the redrive policy counts. */
  int receivesHere;

  @Nullable Instant firstReceivedAt;
  @Nullable String deadLetterSourceArn;

  /** Nanoseconds since the organization was made: what the retention counts from. */
  long enqueuedAt;

  /** The order of arrival in this queue. */
  long number;

  /** Nanoseconds since the organization was made; only while delayed or in flight. */
  long visibleAt;

  /** Of the newest receive. */
  long leasedAt;

  /** Hidden only until a retry is due. */
  boolean mayHurry;

  /** Tells apart messages that become visible at the same time. */
  long sequence;

  StoredMessage(String id, OutgoingMessage content, String senderId, Instant sentAt) {
    this.id = id;
    this.content = content;
    this.senderId = senderId;
    this.sentAt = sentAt;
  }

  /** The same message for a dead-letter queue. */
  StoredMessage deadLetter(String sourceArn) {
    OutgoingMessage undelayed =
        new OutgoingMessage(content.body(), content.attributes(), null, content.traceHeader())
            .withGroup(content.group());
    StoredMessage dead = new StoredMessage(id, undelayed, senderId, sentAt);
    dead.enqueuedAt = enqueuedAt;
    dead.receiveCount = receiveCount;
    dead.firstReceivedAt = firstReceivedAt;
    dead.deadLetterSourceArn = sourceArn;
    return dead;
  }

  /** Somebody receives it. */
  void received(long elapsed, Instant now) {
    receiveCount++;
    receivesHere++;
    leasedAt = elapsed;
    mayHurry = false;
    firstReceivedAt = firstReceivedAt == null ? now : firstReceivedAt;
  }

  /** What the one who received it gets. */
  Message view(String queueArn) {
    Instant first = firstReceivedAt == null ? sentAt : firstReceivedAt;
    return new Message(
        id,
        new ReceiptHandle(queueArn, id, receiveCount).encoded(),
        content.body(),
        content.attributes(),
        senderId,
        sentAt,
        first,
        receiveCount,
        content.traceHeader(),
        deadLetterSourceArn,
        content.group());
  }
}
