// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import io.busbar.core.handler.EventDispatcher;
import io.busbar.core.handler.HandlerDescriptor;
import io.busbar.core.handler.InMemoryIdempotencyStore;
import io.busbar.core.runtime.ServicePart;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * A queue of SQS: messages are delivered at least once, stay invisible for a time when they were
 * received, and go to a dead-letter queue when they were received too often. In a standard queue
 * the order is that of arrival as long as nothing fails; a queue whose name ends with {@code .fifo}
 * keeps it within each message group, and knows a message again for five minutes.
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
  private final String arn;
  private final QueueContents contents;
  private final AccessPolicy access;
  private @Nullable KmsKey key;
  private final Deque<MoveTask> moves = new ArrayDeque<>();

  Queue(Region region, String name) {
    this.region = region;
    this.name = name;
    this.arn = region.arn("sqs", name);
    this.contents = new QueueContents(this);
    this.access = new AccessPolicy(region.account().organization());
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String arn() {
    return arn;
  }

  @Override
  public Region region() {
    return region;
  }

  public QueueSettings settings() {
    return state().locked(after -> contents.settings());
  }

  /** Default: {@link QueueSettings#DEFAULT}. Messages that are hidden already keep their times. */
  public Queue settings(QueueSettings settings) {
    state().change(after -> contents.settings(settings));
    return this;
  }

  /**
   * Short for a {@link RedrivePolicy} in the settings: the receive after {@code maxReceiveCount}
   * moves the message.
   */
  public Queue deadLetters(Queue deadLetterQueue, int maxReceiveCount) {
    RedrivePolicy policy = new RedrivePolicy(deadLetterQueue.arn(), maxReceiveCount);
    state().change(after -> contents.settings(contents.settings().withRedrive(policy)));
    return this;
  }

  /**
   * Sets the queue's policy, which then alone decides whether EventBridge may deliver. Default:
   * none; see {@link InMemoryOrganizationBuilder#enforcePolicies}. An empty text takes it away.
   *
   * @throws io.busbar.core.routing.InvalidPolicyException if SQS would refuse it
   */
  public Queue policy(String json) {
    state().change(after -> access.set(json));
    return this;
  }

  /** The policy, if one was set. */
  public Optional<String> policy() {
    return state().locked(after -> access.text());
  }

  /**
   * Encrypts the queue with a key, whose policy must then admit EventBridge as well. Default: SQS's
   * own key, which everybody may use who may use the queue.
   */
  public Queue encryptedBy(KmsKey key) {
    state().change(after -> this.key = key);
    return this;
  }

  /** The key, if the queue has one of its own. */
  public Optional<KmsKey> key() {
    return state().locked(after -> Optional.ofNullable(key));
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
    state().change(after -> contents.duplicates(share, seed));
    return this;
  }

  /**
   * For this time the queue takes no deliveries, answers its callers {@code ServiceUnavailable} and
   * its handlers rest.
   */
  public void outage(Duration duration) {
    state().change(after -> organization().engine().outages().begin(arn(), duration));
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
    return sendForResult(message).messageId();
  }

  /** As {@link #send(OutgoingMessage)}, with all that the queue says of it. */
  public SendResult sendForResult(OutgoingMessage message) {
    return state().locked(after -> contents.send(message, after));
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
    return contents.receivers().receive(request);
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
    state().change(after -> contents.delete(receiptHandle));
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
    state().change(after -> contents.changeVisibility(receiptHandle, timeout, after));
  }

  /** Deletes all messages, also those in flight. */
  public void purge() {
    state().change(after -> contents.purge());
  }

  /**
   * Takes the messages of this dead-letter queue to the queues that gave them up, as new messages
   * with new ids. See {@link #moveTo} for the rest.
   *
   * @throws AwsErrorException {@code InvalidParameterValue} unless a queue's redrive policy names
   *     this one, {@code UnsupportedOperation} if it is under way already
   */
  public MoveTask redrive() {
    return state().locked(after -> new Moves(this).start(null, MoveTask.MOST_PER_SECOND, after));
  }

  /**
   * As {@link #redrive()}, so many messages a second.
   *
   * @param perSecond 1 to 500
   */
  public MoveTask redrive(int perSecond) {
    return state().locked(after -> new Moves(this).start(null, perSecond, after));
  }

  /**
   * Takes the messages of this dead-letter queue to another queue, as new messages with new ids.
   *
   * @param perSecond 1 to 500; what one second allows is moved at once
   * @throws AwsErrorException as {@link #redrive}; {@code InvalidParameterValue} for the rate
   */
  public MoveTask moveTo(Queue destination, int perSecond) {
    return state().locked(after -> new Moves(this).start(destination, perSecond, after));
  }

  /** The redrives of this queue's messages, newest first; SQS remembers ten. */
  public List<MoveTask> moveTasks() {
    return state().locked(after -> List.copyOf(moves));
  }

  public QueueCounts counts() {
    return state().locked(after -> contents.counts());
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

  /** The handlers that are attached here; none is for events that are left over. */
  public List<HandlerDescriptor> handlers() {
    return organization().engine().quiescence().handlersOf(this);
  }

  /**
   * A container for a service on this queue, as in {@code
   * Busbar.builder().container(queue::container)}. Once started it works whenever {@link
   * InMemoryOrganization#runUntilQuiescent} is called. Dead letters go to {@link #deadLetterQueue},
   * with the attributes that the container for SQS gives them: {@code busbar.reason}, {@code
   * busbar.handler}, {@code busbar.attempts} and others.
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

  Deque<MoveTask> moves() {
    return moves;
  }

  AccessPolicy access() {
    return access;
  }

  /** Whether it keeps the order within message groups. */
  public boolean isFifo() {
    return Fifo.isName(name);
  }

  QueueContents contents() {
    return contents;
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
