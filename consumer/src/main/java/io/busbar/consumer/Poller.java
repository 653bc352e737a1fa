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

  /** How often to ask whether the publisher takes events again. */
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

  private final Desk desk;
  private final Throttle throttle;
  private final Consumer<List<Message>> arrivals;
  private int outstanding;
  private int reserved;
  private int eagerness = 1;
  private int failures;
  private long resumeAt;
  private long handledAtProbe;

  Poller(Desk desk, Consumer<List<Message>> arrivals) {
    this.desk = desk;
    this.arrivals = arrivals;
    this.throttle = new Throttle(desk.settings().intake().perSecond(), desk.nanoTime());
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
    if (!isReady(now)) {
      return;
    }
    if (failures > 0 && now - resumeAt < 0) {
      desk.alarm().by(resumeAt);
      return;
    }
    while (outstanding < wanted() && spare() > 0) {
      if (throttle.allows(now) < 1) {
        desk.alarm().by(throttle.nextAt(now));
        return;
      }
      poll(now);
    }
  }

  /**
   * While handlers could not publish, nothing is received for them; then one message at a time,
   * until one has been handled.
   */
  private boolean isReady(long now) {
    if (!desk.ready().getAsBoolean()) {
      if (!desk.stats().waitingForPublisher.getAndSet(true)) {
        log.warn(
            "Container {} receives nothing, because its handlers publish and the publisher takes no events; it looks again every {}",
            desk.settings().queueName(),
            LOOK_AGAIN);
      }
      handledAtProbe = desk.stats().handled.get();
      desk.alarm().by(now + LOOK_AGAIN.toNanos());
      return false;
    }
    if (!desk.stats().waitingForPublisher.get()) {
      return true;
    }
    if (desk.stats().handled.get() == handledAtProbe) {
      return outstanding == 0 && desk.inHand().size() == 0;
    }
    desk.stats().waitingForPublisher.set(false);
    log.info("Container {} receives again", desk.settings().queueName());
    return true;
  }

  /** One poll is enough to find out whether SQS answers again, and whether messages come at all. */
  private int wanted() {
    if (desk.stats().waitingForPublisher.get()) {
      return 1;
    }
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

  private void poll(long now) {
    int most = desk.stats().waitingForPublisher.get() ? 1 : SourceQueue.MOST_IN_A_BATCH;
    int size = Math.min(throttle.allows(now), Math.min(most, spare()));
    throttle.take(size);
    outstanding++;
    reserved += size;
    desk.loop()
        .whenAnswered(
            desk.queue().receive(size), (messages, failure) -> returned(size, messages, failure));
  }

  private void returned(int size, @Nullable List<Message> messages, @Nullable Throwable failure) {
    outstanding--;
    reserved -= size;
    throttle.giveBack(size - (messages == null ? 0 : messages.size()));
    if (messages == null) {
      failed(failure);
      return;
    }
    succeeded();
    adapt(messages.size(), size);
    if (messages.isEmpty()) {
      // Nobody has anything to publish.
      desk.stats().waitingForPublisher.set(false);
    }
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
