// SPDX-License-Identifier: Apache-2.0
package io.busbar.consumer;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells SQS what messages are to become, in batches: full ones, those whose first message has
 * waited long enough, or all at once when nothing else is under way. What fails is tried again as
 * long as the message is still ours. Confined to the loop.
 */
final class Settlements {
  private static final Logger log = LoggerFactory.getLogger(SqsEventContainer.class);
  private static final long LINGER = Duration.ofMillis(200).toNanos();
  private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(5));
  private final Desk desk;
  private final Function<List<HeldMessage>, CompletableFuture<BatchAnswer>> call;
  private final Consumer<HeldMessage> done;
  private final Consumer<HeldMessage> lost;
  private final Deque<HeldMessage> waiting = new ArrayDeque<>();
  private final List<HeldMessage> failed = new ArrayList<>();
  private long waitingSince;
  private int outstanding;
  private int failuresInRow;

  Settlements(
      Desk desk,
      Function<List<HeldMessage>, CompletableFuture<BatchAnswer>> call,
      Consumer<HeldMessage> done,
      Consumer<HeldMessage> lost) {
    this.desk = desk;
    this.call = call;
    this.done = done;
    this.lost = lost;
  }

  boolean isIdle() {
    return outstanding == 0;
  }

  /** A message that others may have by now is not touched: it would be theirs. */
  void add(HeldMessage message) {
    long now = desk.nanoTime();
    if (message.isLeaseLost(now)) {
      lost.accept(message);
      return;
    }
    if (waiting.isEmpty()) {
      waitingSince = now;
    }
    waiting.add(message);
  }

  /**
   * Sends what is due.
   *
   * @param hurry nothing is gained by waiting for company
   */
  void step(long now, boolean hurry) {
    addFailedThatAreDue(now);
    while (waiting.size() >= SourceQueue.MOST_IN_A_BATCH
        || (!waiting.isEmpty() && (hurry || now - waitingSince >= LINGER))) {
      send();
    }
    if (!waiting.isEmpty()) {
      desk.alarm().by(waitingSince + LINGER);
    }
    failed.forEach(message -> desk.alarm().by(message.retryAt()));
  }

  private void addFailedThatAreDue(long now) {
    Iterator<HeldMessage> each = failed.iterator();
    while (each.hasNext()) {
      HeldMessage message = each.next();
      if (now - message.retryAt() >= 0) {
        each.remove();
        add(message);
      }
    }
  }

  private void send() {
    List<HeldMessage> batch = new ArrayList<>(SourceQueue.MOST_IN_A_BATCH);
    while (batch.size() < SourceQueue.MOST_IN_A_BATCH && !waiting.isEmpty()) {
      batch.add(waiting.remove());
    }
    waitingSince = desk.nanoTime();
    outstanding++;
    desk.loop()
        .whenAnswered(call.apply(batch), (answer, failure) -> answered(batch, answer, failure));
  }

  private void answered(
      List<HeldMessage> batch, @Nullable BatchAnswer answer, @Nullable Throwable failure) {
    outstanding--;
    if (failure == null) {
      failuresInRow = 0;
    } else if (failuresInRow++ == 0) {
      log.warn(
          "Queue {} did not take what became of {} messages; it is told again while they are hidden from others",
          desk.settings().queueName(),
          batch.size(),
          failure);
    }
    for (int i = 0; i < batch.size(); i++) {
      settle(batch.get(i), i, answer);
    }
  }

  private void settle(HeldMessage message, int position, @Nullable BatchAnswer answer) {
    if (answer != null && answer.isDone(position)) {
      done.accept(message);
      return;
    }
    Duration delay = BACKOFF.after(message.failures() + 1, desk.config().random());
    message.failedUntil(desk.nanoTime() + delay.toNanos());
    boolean hopeless = answer != null && answer.isFinal(position);
    if (hopeless || message.isLeaseLost(message.retryAt())) {
      lost.accept(message);
      return;
    }
    failed.add(message);
  }
}
