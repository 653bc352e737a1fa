// SPDX-License-Identifier: Apache-2.0
package io.busbar.consumer;

import io.busbar.consumer.Stats.State;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * Keeps as many long polls on their way as there are free permits for tens of messages. Polls
 * reserve the permits of what they may bring, so that SQS never counts more messages in flight than
 * the container may have. Confined to the loop.
 */
final class Poller {
  private static final Logger log = LoggerFactory.getLogger(SqsEventContainer.class);
  private static final Backoff BACKOFF =
      new Backoff(Duration.ofMillis(200), Duration.ofSeconds(20));
  private final Desk desk;
  private final Consumer<List<Message>> arrivals;
  private int outstanding;
  private int reserved;
  private int eagerness = 1;
  private int failures;
  private long resumeAt;

  Poller(Desk desk, Consumer<List<Message>> arrivals) {
    this.desk = desk;
    this.arrivals = arrivals;
  }

  /** Polls that have not come back. They are never cancelled: SQS may have filled them. */
  int outstanding() {
    return outstanding;
  }

  /** No message can arrive before one that is in hand has ended. */
  boolean isStarving() {
    return outstanding == 0 && spare() <= 0;
  }

  void step(long now) {
    if (desk.stats().state.get() != State.RUNNING) {
      return;
    }
    if (failures > 0 && now - resumeAt < 0) {
      desk.alarm().by(resumeAt);
      return;
    }
    while (outstanding < wanted() && spare() > 0) {
      poll();
    }
  }

  /** One poll is enough to find out whether SQS answers again, and whether messages come at all. */
  private int wanted() {
    int most = failures > 0 ? 1 : Math.min(eagerness, desk.settings().maxPolls());
    int free = desk.settings().concurrency() - desk.inHand().size();
    return Math.max(1, Math.min(most, ceilOfTens(free)));
  }

  private static int ceilOfTens(int permits) {
    return (permits + SourceQueue.MOST_IN_A_BATCH - 1) / SourceQueue.MOST_IN_A_BATCH;
  }

  private int spare() {
    return desk.settings().concurrency() - desk.inHand().size() - reserved;
  }

  private void poll() {
    int size = Math.min(SourceQueue.MOST_IN_A_BATCH, spare());
    outstanding++;
    reserved += size;
    desk.loop()
        .whenAnswered(
            desk.queue().receive(size), (messages, failure) -> returned(size, messages, failure));
  }

  private void returned(int size, @Nullable List<Message> messages, @Nullable Throwable failure) {
    outstanding--;
    reserved -= size;
    if (messages == null) {
      failed(failure);
      return;
    }
    succeeded();
    adapt(messages.size(), size);
    arrivals.accept(messages);
  }

  private void adapt(int received, int size) {
    if (received == size) {
      eagerness = Math.min(2 * eagerness, desk.settings().maxPolls());
    } else if (received == 0) {
      eagerness = Math.max(1, eagerness / 2);
    }
  }

  private void succeeded() {
    desk.stats().lastReceive.set(desk.config().time().now());
    if (failures > 0) {
      log.info(
          "Queue {} can be read again, after {} failed receives",
          desk.settings().queueName(),
          failures);
      failures = 0;
      desk.stats().receiveFailures.set(0);
    }
  }

  private void failed(@Nullable Throwable failure) {
    failures++;
    Duration delay = BACKOFF.after(failures, desk.config().random());
    resumeAt = desk.nanoTime() + delay.toNanos();
    desk.stats().receiveFailures.set(failures);
    if (failures > 1) {
      log.debug("Queue {} still cannot be read", desk.settings().queueName(), failure);
      return;
    }
    desk.stats().failingSince.set(desk.nanoTime());
    log.warn(
        "Queue {} cannot be read; next try in {}, then with growing delays. Further failures are counted until it works again",
        desk.settings().queueName(),
        delay,
        failure);
  }
}
