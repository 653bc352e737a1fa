// SPDX-License-Identifier: Apache-2.0
package io.busbar.consumer;

import io.busbar.core.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Predicate;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * Looks into a dead-letter queue, and sends letters back to their queue or throws them away. A
 * letter that is redriven reaches the handler that has failed and no other, with its attempts anew,
 * and is upcast again: a handler of a newer version takes it.
 *
 * <p>SQS cannot be browsed: a walk hides every letter for up to five minutes and shows those that
 * stay again in the end. So walk one at a time. Letters that arrive during a walk are left for the
 * next one.
 *
 * <p>Thread-safe; every method blocks. A letter is deleted after its queue has taken it, so a crash
 * in between doubles it; an {@code IdempotencyStore} recognises that.
 */
public final class DeadLetters {
  /** Whether a walk is meant. */
  public enum Mode {
    /** Count what would be done. */
    DRY_RUN,
    /** Do it. */
    FOR_GOOD
  }

  private final SqsCalls calls;
  private final String deadLetterQueueUrl;
  private final String queueUrl;
  private final TimeSource time;

  DeadLetters(SqsCalls calls, String deadLetterQueueUrl, String queueUrl, TimeSource time) {
    this.calls = calls;
    this.deadLetterQueueUrl = deadLetterQueueUrl;
    this.queueUrl = queueUrl;
    this.time = time;
  }

  /**
   * Of a blocking client of the user's, which stays the user's to close.
   *
   * @param queueUrl where letters are sent back to
   */
  public static DeadLetters of(SqsClient client, String deadLetterQueueUrl, String queueUrl) {
    return new DeadLetters(
        new SqsCalls.Sync(client, Runnable::run),
        deadLetterQueueUrl,
        queueUrl,
        TimeSource.system());
  }

  /** Of a non-blocking client of the user's; see {@link #of(SqsClient, String, String)}. */
  public static DeadLetters of(SqsAsyncClient client, String deadLetterQueueUrl, String queueUrl) {
    return new DeadLetters(
        new SqsCalls.Async(client), deadLetterQueueUrl, queueUrl, TimeSource.system());
  }

  /** The letters that the filter chooses, at most {@code most}; they stay where they are. */
  public List<DeadLetter> list(Predicate<DeadLetter> filter, int most) {
    List<DeadLetter> found = new ArrayList<>();
    try (DeadLetterWalk walk = walk()) {
      for (List<Message> some = walk.next(); !some.isEmpty(); some = walk.next()) {
        some.stream().map(DeadLetterWalk::letter).filter(filter).forEach(found::add);
        if (found.size() >= most) {
          return List.copyOf(found.subList(0, most));
        }
      }
    }
    return List.copyOf(found);
  }

  /** One letter by its id. */
  public Optional<DeadLetter> inspect(String messageId) {
    return list(letter -> letter.messageId().equals(messageId), 1).stream().findFirst();
  }

  /**
   * Sends letters back to the handlers that have failed.
   *
   * @param perSecond how many letters are sent in a second at most; 1 or more
   */
  public DeadLetterReport redrive(Predicate<DeadLetter> filter, int perSecond, Mode mode) {
    if (perSecond < 1) {
      throw new IllegalArgumentException(
          String.format(
              "Letters are redriven at 1 or more in a second, but the rate was %d. "
                  + "Use DRY_RUN to redrive none.",
              perSecond));
    }
    Duration pause = Duration.ofNanos(Duration.ofSeconds(1).toNanos() / perSecond);
    return forEach(
        filter,
        mode,
        letter -> {
          calls.send(DeadLetterWalk.redrive(letter, queueUrl)).join();
          pause(pause);
        });
  }

  /** Deletes letters. What is deleted is lost. */
  public DeadLetterReport discard(Predicate<DeadLetter> filter, Mode mode) {
    return forEach(filter, mode, letter -> {});
  }

  private DeadLetterReport forEach(
      Predicate<DeadLetter> filter, Mode mode, Consumer<Message> work) {
    int matched = 0;
    int done = 0;
    try (DeadLetterWalk walk = walk()) {
      for (List<Message> some = walk.next(); !some.isEmpty(); some = walk.next()) {
        for (Message letter : some) {
          if (!filter.test(DeadLetterWalk.letter(letter))) {
            continue;
          }
          matched++;
          if (mode == Mode.FOR_GOOD) {
            work.accept(letter);
            walk.delete(letter);
            done++;
          }
        }
      }
      return new DeadLetterReport(walk.seen(), matched, done);
    }
  }

  private DeadLetterWalk walk() {
    return new DeadLetterWalk(calls, deadLetterQueueUrl, time.now());
  }

  private void pause(Duration pause) {
    CountDownLatch over = new CountDownLatch(1);
    TimeSource.Cancellable timer = time.schedule(pause, over::countDown);
    try {
      over.await();
    } catch (InterruptedException stop) {
      timer.cancel();
      Thread.currentThread().interrupt();
      throw new IllegalStateException(
          "The redrive was interrupted; the letters that are left stay in the dead-letter queue.",
          stop);
    }
  }
}
