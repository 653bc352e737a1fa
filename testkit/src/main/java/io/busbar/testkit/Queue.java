// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import io.busbar.core.handler.EventDispatcher;
import io.busbar.core.handler.InMemoryIdempotencyStore;
import io.busbar.core.runtime.ServicePart;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * A standard queue of SQS: messages are delivered at least once, stay invisible for a time when
 * they were received, and go to a dead-letter queue when they were received too often. Order is
 * that of arrival as long as nothing fails.
 *
 * <p>Thread-safe. What is due is decided when somebody asks, by the organization's clock; only long
 * polls use timers.
 */
public final class Queue implements Destination {

  /**
   * How long handlers attached by {@link #handledBy} remember events: as long as SQS could deliver
   * them again.
   */
  private static final Duration IDEMPOTENCY = Duration.ofDays(14);

  private final Region region;
  private final String name;
  private final MessageStore messages = new MessageStore();
  private final Receivers receivers;
  private QueueSettings settings = QueueSettings.DEFAULT;
  private boolean deleted;
  private double duplicates;
  private SplittableRandom chance = new SplittableRandom(0);

  Queue(Region region, String name) {
    this.region = region;
    this.name = name;
    this.receivers = new Receivers(this);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String arn() {
    return region.arn("sqs", name);
  }

  @Override
  public Region region() {
    return region;
  }

  public QueueSettings settings() {
    return state().locked(after -> settings);
  }

  /** Default: {@link QueueSettings#DEFAULT}. Messages that are hidden already keep their times. */
  public Queue settings(QueueSettings settings) {
    state().change(after -> this.settings = settings);
    return this;
  }

  /**
   * Short for a {@link RedrivePolicy} in the settings: the receive after {@code maxReceiveCount}
   * moves the message.
   */
  public Queue deadLetters(Queue deadLetterQueue, int maxReceiveCount) {
    RedrivePolicy policy = new RedrivePolicy(deadLetterQueue.arn(), maxReceiveCount);
    state().change(after -> settings = settings.withRedrive(policy));
    return this;
  }

  /**
   * From now on rules deliver a share of the events to this queue twice, as EventBridge may do at
   * any time. Which ones follows from {@code seed} and their order. Default: none.
   *
   * @param share 0 to 1
   */
  public Queue duplicateDeliveries(double share, long seed) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException(
          "The share of duplicates must be between 0 and 1, but was '%s'. Write 5 %% as 0.05."
              .formatted(share));
    }
    state()
        .change(
            after -> {
              duplicates = share;
              chance = new SplittableRandom(seed);
            });
    return this;
  }

  /** Sends a message with nothing but a body. Returns its id. */
  public String send(String body) {
    return send(OutgoingMessage.of(body));
  }

  /**
   * Sends a message.
   *
   * @return the message's id
   * @throws AwsErrorException {@code InvalidParameterValue}, {@code InvalidMessageContents} or
   *     {@code MissingParameter} for the message, {@code QueueDoesNotExist}
   */
  public String send(OutgoingMessage message) {
    return state()
        .locked(
            after -> {
              checkExists();
              QueueRules.checkMessage(message, settings.maxMessageBytes());
              return add(message, after);
            });
  }

  /**
   * Receives messages, which are then invisible to others until the visibility time-out ends.
   * Without messages the answer waits as long as the request says, and holds no thread meanwhile.
   *
   * @return completes with 1 to 10 messages, or with none when the wait is over; exceptionally with
   *     {@link AwsErrorException} {@code QueueDoesNotExist}. It completes on the thread that sends,
   *     or of the clock: hand over anything that blocks. Cancelling it ends the wait; messages that
   *     were taken by then stay invisible until their time-out, as in SQS
   */
  public CompletableFuture<List<Message>> receive(ReceiveRequest request) {
    return receivers.receive(request);
  }

  /** Receives up to {@code maxMessages} at once, without waiting. */
  public List<Message> receive(int maxMessages) {
    try {
      return receive(ReceiveRequest.upTo(maxMessages)).join();
    } catch (CompletionException failed) {
      throw failed.getCause() instanceof AwsErrorException refused ? refused : failed;
    }
  }

  /**
   * Deletes a message by the handle of its newest receive, even after its visibility time-out. An
   * older handle changes nothing and is no mistake ("you must provide the most recently received
   * ReceiptHandle for the message (otherwise, the request succeeds, but the message will not be
   * deleted)", DeleteMessage API); nor is the handle of a message that is gone.
   *
   * @throws AwsErrorException {@code ReceiptHandleIsInvalid}, {@code QueueDoesNotExist}
   */
  public void delete(String receiptHandle) {
    state()
        .change(
            after -> {
              StoredMessage message = newest(receiptHandle);
              if (message != null) {
                messages.remove(message);
              }
            });
  }

  /**
   * Changes how long a message that is in flight stays invisible, counted from now; zero makes it
   * visible at once.
   *
   * @param timeout zero to 12 hours; together with the time since the receive not more than 12
   *     hours
   * @throws AwsErrorException {@code ReceiptHandleIsInvalid}, {@code InvalidParameterValue} if the
   *     message is not in flight under this handle any more, {@code QueueDoesNotExist}
   */
  public void changeVisibility(String receiptHandle, Duration timeout) {
    QueueRules.checkVisibility(timeout);
    state()
        .change(
            after -> {
              messages.wake(state().elapsed());
              StoredMessage message = newest(receiptHandle);
              if (message == null || message.place != StoredMessage.Place.IN_FLIGHT) {
                throw QueueRules.invalid(
                    "Value "
                        + receiptHandle
                        + " for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available for visibility timeout change.");
              }
              extend(message, timeout);
              receivers.serve(after);
            });
  }

  /** Deletes all messages, also those in flight. */
  public void purge() {
    state()
        .change(
            after -> {
              checkExists();
              messages.clear();
            });
  }

  public QueueCounts counts() {
    return state()
        .locked(
            after -> {
              messages.wake(state().elapsed());
              return messages.counts();
            });
  }

  /**
   * Handles what arrives here, whenever {@link InMemoryOrganization#runUntilQuiescent} is called:
   * with idempotency by event id, and with {@code publisher} for what handlers return. For more
   * (upcasters, a store of its own) build a dispatcher and use {@link #container}.
   *
   * @param handlers objects with methods annotated with {@code @EventHandler}
   * @throws io.busbar.core.ConfigurationException with all mistakes of the handlers at once
   */
  public Queue handledBy(InMemoryEventPublisher publisher, Object... handlers) {
    EventDispatcher dispatcher =
        EventDispatcher.builder(publisher.config())
            .publisher(publisher)
            .idempotency(InMemoryIdempotencyStore.create(state().time(), IDEMPOTENCY))
            .handlers(handlers)
            .build();
    container(dispatcher).start();
    return this;
  }

  /**
   * A container for a service on this queue, as in {@code
   * Busbar.builder().container(queue::container)}. Once started it works whenever {@link
   * InMemoryOrganization#runUntilQuiescent} is called. Dead letters go to {@link #deadLetterQueue},
   * with the message attributes {@code busbar-handler}, {@code busbar-attempts} and {@code
   * busbar-reason}.
   */
  public ServicePart container(EventDispatcher dispatcher) {
    return new InMemoryContainer(this, dispatcher);
  }

  /**
   * The queue of the {@link RedrivePolicy}; without one, the queue of this name with {@code -dlq}
   * behind it.
   */
  public Queue deadLetterQueue() {
    RedrivePolicy policy = settings().redrive();
    return policy == null
        ? region.queue(name + "-dlq")
        : organization().findQueue(policy.deadLetterTargetArn()).orElseThrow(Queue::doesNotExist);
  }

  /** A container's retry: may come earlier when nobody waits for the clock. */
  void retryLater(String receiptHandle, Duration delay) {
    state()
        .change(
            after -> {
              StoredMessage message = newest(receiptHandle);
              if (message != null) {
                message.mayHurry = true;
                changeVisibility(receiptHandle, delay);
              }
            });
  }

  /** Makes the next delayed message visible now; false when there is none. */
  boolean hurry() {
    return state()
        .locked(
            after -> {
              StoredMessage next = messages.nextHurried();
              if (next != null) {
                messages.show(next);
                receivers.serve(after);
              }
              return next != null;
            });
  }

  /**
   * When the next hidden message becomes visible, in nanoseconds since the organization was made.
   */
  OptionalLong nextDue() {
    return state().locked(after -> messages.nextDue());
  }

  /** A rule delivers an event; {@code onDuplicate} hears if it does so twice. */
  void deliver(Envelope event, Runnable onDuplicate, State.After after) {
    OutgoingMessage message =
        new OutgoingMessage(event.json(), Map.of(), null, event.traceHeader());
    add(message, after);
    if (duplicates > 0 && chance.nextDouble() < duplicates) {
      onDuplicate.run();
      add(message, after);
    }
  }

  /** What another queue has given up arrives under its own id; its receive count goes on. */
  void acceptDead(StoredMessage given, String sourceArn, State.After after) {
    messages.add(given.deadLetter(sourceArn));
    receivers.serve(after);
  }

  /**
   * Takes available messages; those that were received too often go to the dead-letter queue
   * instead.
   */
  List<Message> take(ReceiveRequest request, State.After after) {
    checkExists();
    long now = state().elapsed();
    messages.wake(now);
    Duration visibility =
        request.visibilityTimeout() == null
            ? settings.visibilityTimeout()
            : request.visibilityTimeout();
    List<Message> taken = new ArrayList<>();
    StoredMessage next = messages.peek();
    while (next != null && taken.size() < request.maxMessages()) {
      if (!giveUp(next, after)) {
        taken.add(lease(next, now, visibility));
      }
      next = messages.peek();
    }
    return List.copyOf(taken);
  }

  private String add(OutgoingMessage content, State.After after) {
    StoredMessage message =
        new StoredMessage(state().newId(), content, region.account().id(), now());
    Duration delay = content.delay() == null ? settings.delay() : content.delay();
    if (delay.isZero()) {
      messages.add(message);
    } else {
      messages.addHidden(message, StoredMessage.Place.DELAYED, state().elapsed() + delay.toNanos());
    }
    receivers.serve(after);
    return message.id;
  }

  private Message lease(StoredMessage message, long now, Duration visibility) {
    message.receiveCount++;
    message.receivesHere++;
    message.leasedAt = now;
    message.mayHurry = false;
    if (message.firstReceivedAt == null) {
      message.firstReceivedAt = now();
    }
    messages.lease(message, now + visibility.toNanos());
    return message.received(arn());
  }

  /** Without its dead-letter queue the message stays, and is received again. */
  private boolean giveUp(StoredMessage message, State.After after) {
    RedrivePolicy policy = settings.redrive();
    if (policy == null || message.receivesHere < policy.maxReceiveCount()) {
      return false;
    }
    Optional<Queue> deadLetterQueue =
        region
            .account()
            .organization()
            .findQueue(policy.deadLetterTargetArn())
            .filter(found -> found != this);
    deadLetterQueue.ifPresent(
        found -> {
          messages.remove(message);
          found.acceptDead(message, arn(), after);
        });
    return deadLetterQueue.isPresent();
  }

  /**
   * The message of this handle, if the handle is of its newest receive; null if not, or if the
   * message is gone.
   */
  private @Nullable StoredMessage newest(String receiptHandle) {
    checkExists();
    ReceiptHandle handle = ReceiptHandle.decode(receiptHandle, arn());
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
    messages.wake(state().elapsed());
  }

  private void checkExists() {
    if (deleted) {
      throw doesNotExist();
    }
  }

  /** SQS keeps times in milliseconds. */
  private Instant now() {
    return state().time().now().truncatedTo(ChronoUnit.MILLIS);
  }

  void close(State.After after) {
    deleted = true;
    messages.clear();
    receivers.close(after);
  }

  MessageStore messages() {
    return messages;
  }

  InMemoryOrganization organization() {
    return region.account().organization();
  }

  State state() {
    return region.state();
  }

  static AwsErrorException doesNotExist() {
    return new AwsErrorException("QueueDoesNotExist", "The specified queue does not exist.");
  }

  @Override
  public String toString() {
    return arn();
  }
}
