// SPDX-License-Identifier: Apache-2.0
package io.busbar.consumer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps messages hidden from others while their handlers run: at two thirds of the visibility
 * time-out, in batches, until the maximum processing time. Confined to the loop.
 */
final class Heartbeat {
  private static final Logger log = LoggerFactory.getLogger(SqsEventContainer.class);

  /** Messages that are due within this part of the lease go with those that are due now. */
  private static final int COMPANY = 6;

  private final Desk desk;
  private final Duration lease;
  private boolean watching;
  private long nextBeat;

  Heartbeat(Desk desk) {
    this.desk = desk;
    this.lease = desk.settings().visibilityTimeout();
  }

  void watch(HeldMessage message) {
    noteBeat(message.extendAt());
  }

  void step(long now) {
    if (watching && now - nextBeat >= 0) {
      beat(now);
    }
    if (watching) {
      desk.alarm().by(nextBeat);
    }
  }

  private void noteBeat(long at) {
    if (!watching || at - nextBeat < 0) {
      watching = true;
      nextBeat = at;
    }
  }

  private void beat(long now) {
    watching = false;
    List<HeldMessage> due = new ArrayList<>();
    for (HeldMessage message : desk.inHand().all()) {
      if (!message.isHandling() || message.isLeaseLost(now)) {
        continue;
      }
      if (message.extendAt() - now <= lease.toNanos() / COMPANY) {
        collect(message, now, due);
      } else {
        noteBeat(message.extendAt());
      }
    }
    for (int from = 0; from < due.size(); from += SourceQueue.MOST_IN_A_BATCH) {
      extend(due.subList(from, Math.min(from + SourceQueue.MOST_IN_A_BATCH, due.size())), now);
    }
  }

  private void collect(HeldMessage message, long now, List<HeldMessage> due) {
    if (now - message.receivedAt() < desk.settings().maxProcessingTime().toNanos()) {
      due.add(message);
      return;
    }
    message.leaseLost();
    log.warn(
        "Message {} of queue {} has been handled for longer than {}; SQS will deliver it again. "
            + "Make the handler faster, or raise maxProcessingTime",
        message.message().messageId(),
        desk.settings().queueName(),
        desk.settings().maxProcessingTime());
  }

  private void extend(List<HeldMessage> batch, long now) {
    long nextTry = now + lease.toNanos() / COMPANY;
    batch.forEach(message -> message.extending(nextTry));
    noteBeat(nextTry);
    desk.loop()
        .whenAnswered(
            desk.queue().changeVisibility(batch, message -> desk.settings().visibilitySeconds()),
            (answer, failure) -> answered(batch, now, answer, failure));
  }

  private void answered(
      List<HeldMessage> batch,
      long sentAt,
      @Nullable BatchAnswer answer,
      @Nullable Throwable failure) {
    if (failure != null) {
      log.debug("Queue {} did not extend {}", desk.settings().queueName(), batch.size(), failure);
    }
    for (int i = 0; i < batch.size(); i++) {
      extended(batch.get(i), i, sentAt, answer);
    }
  }

  private void extended(
      HeldMessage message, int position, long sentAt, @Nullable BatchAnswer answer) {
    if (answer != null && answer.isDone(position)) {
      message.leased(sentAt, lease);
      noteBeat(message.extendAt());
    } else if (answer != null && answer.isFinal(position)) {
      message.leaseLost();
      log.warn(
          "Message {} of queue {} is no longer ours while its handler runs ({}); others may handle it as well",
          message.message().messageId(),
          desk.settings().queueName(),
          answer.code(position));
    }
    message.extensionEnded();
  }
}
