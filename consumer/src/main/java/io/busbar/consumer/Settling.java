// SPDX-License-Identifier: Apache-2.0
package io.busbar.consumer;

import io.busbar.core.handler.DispatchResult;
import io.busbar.core.handler.HandlerResult;
import io.busbar.core.handler.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what a message is to become: deleted when all its handlers are done, put off when one
 * wants to try again, and sent to the dead letters first for those that have given up. Confined to
 * the loop.
 */
final class Settling {
  private static final Logger log = LoggerFactory.getLogger(SqsEventContainer.class);

  /** For messages that nobody has named a delay for. */
  static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(15));

  private final Desk desk;
  private final @Nullable DeadLetterSender deadLetters;
  private final BiConsumer<HeldMessage, Boolean> decided;
  private final Settlements deletes;
  private final Settlements visibilities;

  Settling(
      Desk desk,
      Settlements deletes,
      Settlements visibilities,
      BiConsumer<HeldMessage, Boolean> decided) {
    this.desk = desk;
    this.decided = decided;
    String url = desk.settings().deadLetterQueueUrl();
    this.deadLetters = url == null ? null : new DeadLetterSender(desk, url);
    this.deletes = deletes;
    this.visibilities = visibilities;
  }

  /** The handlers have ended. The first result counts; what was given back is not ours any more. */
  void ended(HeldMessage message, DispatchResult result) {
    if (!message.isHandling()) {
      return;
    }
    List<HandlerResult> dead = result.deadLetters();
    if (dead.isEmpty()) {
      finish(message, result.retryAfter());
      return;
    }
    if (result.head() == null) {
      noteUnreadable(message, dead.get(0));
    }
    if (deadLetters == null) {
      finish(message, Optional.of(sooner(result.retryAfter(), untilRedrive(message))));
      return;
    }
    desk.loop()
        .whenAnswered(
            deadLetters.send(message.message(), dead),
            (sent, failure) -> deadLettered(message, result.retryAfter(), failure));
  }

  /** Makes the message visible again, for whoever comes next. */
  void giveBack(HeldMessage message, Duration delay) {
    message.giveBackAfter(seconds(message, delay));
    desk.inHand().settling(message);
    message.whenNotExtending(() -> visibilities.add(message));
  }

  private void finish(HeldMessage message, Optional<Duration> retryAfter) {
    if (retryAfter.isPresent()) {
      giveBack(message, retryAfter.get());
    } else {
      desk.inHand().settling(message);
      message.whenNotExtending(() -> deletes.add(message));
    }
    decided.accept(message, retryAfter.isPresent());
  }

  private void deadLettered(
      HeldMessage message, Optional<Duration> retryAfter, @Nullable Throwable failure) {
    if (!message.isHandling()) {
      return;
    }
    if (failure == null) {
      finish(message, retryAfter);
    } else {
      finish(message, Optional.of(sooner(retryAfter, backoff(message))));
    }
  }

  private void noteUnreadable(HeldMessage message, HandlerResult result) {
    desk.config().instruments().unreadable(desk.settings().queueName());
    log.error(
        "Message {} of queue {} cannot be handled, and {}: {}",
        message.message().messageId(),
        desk.settings().queueName(),
        deadLetters == null ? "is left to the queue's redrive policy" : "goes to the dead letters",
        ((Outcome.DeadLetter) result.outcome()).reason());
  }

  /** At once the first time; then the receive count rises slowly enough not to burn a CPU. */
  private Duration untilRedrive(HeldMessage message) {
    return Deliveries.receiveCount(message.message()) == 1 ? Duration.ZERO : backoff(message);
  }

  private Duration backoff(HeldMessage message) {
    return BACKOFF.after(Deliveries.receiveCount(message.message()), desk.config().random());
  }

  private static Duration sooner(Optional<Duration> wanted, Duration other) {
    return wanted.filter(delay -> delay.compareTo(other) < 0).orElse(other);
  }

  /** Never earlier than wanted, within the 12 hours that SQS counts from the receive. */
  private int seconds(HeldMessage message, Duration delay) {
    Duration held = Duration.ofNanos(desk.nanoTime() - message.receivedAt());
    long most = ContainerSettings.LONGEST_VISIBILITY.minus(held).toSeconds() - 1;
    long wanted = delay.plusNanos(999_999_999).toSeconds();
    return (int) Math.max(0, Math.min(wanted, most));
  }
}
