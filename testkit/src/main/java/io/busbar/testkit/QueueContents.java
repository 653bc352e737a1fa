// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** What a queue holds and how it behaves. Guarded by the organization's lock. */
final class QueueContents {
  private final Queue queue;
  private final @Nullable Fifo fifo;
  private final MessageStore messages;
  private final Receivers receivers;
  private QueueSettings settings = QueueSettings.DEFAULT;
  private boolean deleted;
  private double duplicates;
  private SplittableRandom chance = new SplittableRandom(0);

  QueueContents(Queue queue) {
    this.queue = queue;
    this.fifo = Fifo.isName(queue.name()) ? new Fifo() : null;
    this.messages = new MessageStore(fifo);
    this.receivers = new Receivers(queue.state(), this);
  }

  QueueSettings settings() {
    return settings;
  }

  void settings(QueueSettings settings) {
    this.settings = settings;
  }

  void duplicates(double share, long seed) {
    duplicates = share;
    chance = new SplittableRandom(seed);
  }

  Receivers receivers() {
    return receivers;
  }

  MessageStore messages() {
    return messages;
  }

  SendResult send(OutgoingMessage message, State.After after) {
    checkAnswers();
    checkMessage(message);
    return enqueue(message, after);
  }

  /** A rule delivers an event; {@code onDuplicate} hears if it does so twice. */
  void deliver(OutgoingMessage message, Arrival arrival, Runnable onDuplicate, State.After after) {
    Duration delay = arrival.delay();
    enqueue(delay.isZero() ? message : message.withDelay(delay), after);
    if (delay.isZero()) {
      messages.overtake(arrival.overtakes());
    }
    if (duplicates > 0 && chance.nextDouble() < duplicates) {
      onDuplicate.run();
      enqueue(message, after);
    }
  }

  /**
   * Takes available messages; those that were received too often go to the dead-letter queue
   * instead.
   */
  List<Message> take(ReceiveRequest request, State.After after) {
    checkExists();
    long now = state().elapsed();
    wake();
    if (fifo != null) {
      fifo.beginRequest();
    }
    Duration asked = request.visibilityTimeout();
    long visibleAt = now + (asked == null ? settings.visibilityTimeout() : asked).toNanos();
    List<Message> taken = new ArrayList<>();
    StoredMessage next = messages.peek();
    while (next != null && taken.size() < request.maxMessages()) {
      if (!giveUp(next, after)) {
        next.received(now, now());
        messages.lease(next, visibleAt);
        taken.add(next.view(queue.arn()));
      }
      next = messages.peek();
    }
    return List.copyOf(taken);
  }

  void delete(String receiptHandle) {
    StoredMessage message = newest(receiptHandle);
    if (message != null) {
      messages.remove(message);
    }
  }

  void changeVisibility(String receiptHandle, Duration timeout, State.After after) {
    wake();
    StoredMessage message = newest(receiptHandle);
    if (message == null || message.place != StoredMessage.Place.IN_FLIGHT) {
      throw QueueRules.invalid(
          "Value "
              + receiptHandle
              + " for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available for visibility timeout change.");
    }
    extend(message, timeout);
    receivers.serve(after);
  }

  /**
   * A container's retry: may come earlier when nobody waits for the clock. Does nothing if the
   * message is not the container's any more; then it comes again by itself.
   */
  void retryLater(String receiptHandle, Duration delay, State.After after) {
    wake();
    StoredMessage message = newest(receiptHandle);
    if (message != null && message.place == StoredMessage.Place.IN_FLIGHT) {
      message.mayHurry = true;
      changeVisibility(receiptHandle, delay, after);
    }
  }

  void purge() {
    checkAnswers();
    messages.clear();
  }

  /** The messages that a move task takes next; they stay until each is forgotten. */
  List<StoredMessage> takeForMove(int most) {
    wake();
    return messages.available(most);
  }

  void forget(StoredMessage message) {
    messages.remove(message);
  }

  QueueCounts counts() {
    wake();
    return messages.counts();
  }

  /** Makes the next delayed message visible now; false when there is none. */
  boolean hurry(State.After after) {
    StoredMessage next = messages.nextHurried();
    if (next == null) {
      return false;
    }
    messages.show(next);
    receivers.serve(after);
    return true;
  }

  void close(State.After after) {
    deleted = true;
    messages.clear();
    receivers.close(after);
  }

  /** Sends without asking whether SQS would take it. */
  SendResult enqueue(OutgoingMessage content, State.After after) {
    if (fifo == null) {
      return store(content, after);
    }
    long now = state().elapsed();
    String key = Fifo.key(content, settings.fifo());
    SendResult before = fifo.repeated(key, now);
    if (before != null) {
      return before;
    }
    SendResult result = store(fifo.number(content), after);
    fifo.remember(key, result, now);
    return result;
  }

  boolean needsDeduplicationIds() {
    return fifo != null && !settings.fifo().contentBasedDeduplication();
  }

  private SendResult store(OutgoingMessage content, State.After after) {
    String sender = queue.region().account().id();
    StoredMessage message = new StoredMessage(state().newId(), content, sender, now());
    message.enqueuedAt = state().elapsed();
    Duration delay = content.delay() == null ? settings.delay() : content.delay();
    if (delay.isZero()) {
      messages.add(message);
    } else {
      messages.addHidden(message, StoredMessage.Place.DELAYED, state().elapsed() + delay.toNanos());
    }
    receivers.serve(after);
    MessageGroup group = content.group();
    return new SendResult(message.id, group == null ? null : group.sequenceNumber());
  }

  private void checkMessage(OutgoingMessage message) {
    QueueRules.checkMessage(message, settings.maxMessageBytes());
    MessageGroup group = message.group();
    if (fifo != null) {
      Fifo.check(message, settings);
    } else if (group != null) {
      Fifo.checkId("MessageGroupId", group.id());
      if (group.deduplicationId() != null) {
        throw QueueRules.notForThisType(group.deduplicationId(), "MessageDeduplicationId");
      }
    }
  }

  /** Makes available what is due, and drops what is too old. */
  private void wake() {
    long now = state().elapsed();
    messages.wake(now);
    messages.expire(now - settings.retention().toNanos());
  }

  /** Without its dead-letter queue the message stays, and is received again. */
  private boolean giveUp(StoredMessage message, State.After after) {
    RedrivePolicy policy = settings.redrive();
    if (policy == null || message.receivesHere < policy.maxReceiveCount()) {
      return false;
    }
    Optional<Queue> target =
        queue
            .organization()
            .findQueue(policy.deadLetterTargetArn())
            .filter(found -> found != queue);
    target.ifPresent(
        found -> {
          messages.remove(message);
          found.contents().acceptDead(message.deadLetter(queue.arn()), after);
        });
    return target.isPresent();
  }

  /** What another queue has given up arrives under its own id; its receive count goes on. */
  private void acceptDead(StoredMessage message, State.After after) {
    messages.add(message);
    receivers.serve(after);
  }

  /**
   * The message of this handle, if the handle is of its newest receive; null if not, or if the
   * message is gone.
   */
  private @Nullable StoredMessage newest(String receiptHandle) {
    checkAnswers();
    ReceiptHandle handle = ReceiptHandle.decode(receiptHandle, queue.arn());
    StoredMessage message = messages.find(handle.messageId());
    return message != null && message.receiveCount == handle.receive() ? message : null;
  }

  private void extend(StoredMessage message, Duration timeout) {
    long visibleAt = state().elapsed() + timeout.toNanos();
    if (visibleAt - message.leasedAt > QueueRules.MAX_VISIBILITY.toNanos()) {
      throw QueueRules.invalid(
          "Total VisibilityTimeout for the message is beyond the limit ["
              + QueueRules.MAX_VISIBILITY.toSeconds()
              + " seconds]");
    }
    messages.lease(message, visibleAt);
    wake();
  }

  /** Refuses a caller's request; what the queue does by itself does not ask. */
  void checkAnswers() {
    checkExists();
    if (isDown()) {
      throw new AwsErrorException(
          "ServiceUnavailable", "The service is unavailable. Please try again later.");
    }
  }

  boolean isDown() {
    return queue.organization().engine().outages().covers(queue.arn());
  }

  private void checkExists() {
    if (deleted) {
      throw Queue.doesNotExist();
    }
  }

  /** SQS keeps times in milliseconds. */
  private Instant now() {
    return state().now().truncatedTo(ChronoUnit.MILLIS);
  }

  private State state() {
    return queue.state();
  }
}
