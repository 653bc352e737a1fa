// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import io.busbar.core.Health;
import io.busbar.core.handler.Delivery;
import io.busbar.core.handler.DispatchResult;
import io.busbar.core.handler.EventDispatcher;
import io.busbar.core.handler.HandlerDescriptor;
import io.busbar.core.handler.HandlerResult;
import io.busbar.core.handler.Outcome;
import io.busbar.core.runtime.ServicePart;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Brings the messages of a queue to a service's handlers, one at a time and only when it is told
 * to.
 */
final class InMemoryContainer implements ServicePart {
  private final Queue queue;
  private final EventDispatcher dispatcher;
  private final TraceLog trace;

  InMemoryContainer(Queue queue, EventDispatcher dispatcher) {
    this.queue = queue;
    this.dispatcher = dispatcher;
    this.trace = queue.organization().engine().trace();
  }

  @Override
  public void start() {
    queue.organization().engine().quiescence().attach(this);
  }

  @Override
  public void close() {
    queue.organization().engine().quiescence().detach(this);
  }

  @Override
  public Health health() {
    return new Health("in-memory container " + queue.name(), Health.Status.UP, Map.of());
  }

  List<HandlerDescriptor> handlers() {
    return dispatcher.handlers();
  }

  Queue queue() {
    return queue;
  }

  /** Handles one message, if one is available. */
  boolean step() {
    if (isDown()) {
      return false;
    }
    List<Message> received = queue.receive(1);
    received.forEach(message -> settle(message, dispatcher.dispatch(delivery(message))));
    return !received.isEmpty();
  }

  /** Makes the next delayed message visible now; false when there is none. */
  boolean hurry() {
    return !isDown() && queue.state().locked(queue.contents()::hurry);
  }

  /**
   * When there is something to do again, in nanoseconds since the organization was made: a hidden
   * message becomes visible, or the outage ends that keeps messages waiting.
   */
  OptionalLong nextDue() {
    return queue.state().locked(after -> isDown() ? endOfOutage() : nextVisible());
  }

  private OptionalLong nextVisible() {
    return queue.contents().messages().nextDue();
  }

  private OptionalLong endOfOutage() {
    return queue.counts().total() == 0
        ? OptionalLong.empty()
        : queue.organization().engine().outages().knownEnd(queue.arn());
  }

  private boolean isDown() {
    return queue.state().locked(after -> queue.contents().isDown());
  }

  /**
   * Dead letters wait until no handler wants to be retried: until then their handlers run again
   * with the message, and each would be dead-lettered again.
   */
  private void settle(Message message, DispatchResult result) {
    if (isDown()) {
      return; // The queue hears of nothing: the message comes again by itself.
    }
    TracedEvent event =
        result.head() == null ? TracedEvent.unreadable(message) : TracedEvent.of(result.head());
    result.results().forEach(each -> trace.add(event, handled(each)));
    Optional<Duration> retryAfter = result.retryAfter();
    if (retryAfter.isPresent()) {
      retryLater(message, retryAfter.get());
      trace.add(event, new TraceEntry.Returned(queue, retryAfter.get()));
      return;
    }
    result.deadLetters().forEach(each -> giveUp(message, event, each));
    acknowledge(message, event);
  }

  private void acknowledge(Message message, TracedEvent event) {
    if (queue.organization().engine().faults().losesAcknowledgement(queue, event)) {
      trace.add(event, new TraceEntry.AcknowledgementLost(queue));
      return;
    }
    queue.delete(message.receiptHandle());
    trace.add(event, new TraceEntry.Acknowledged(queue));
  }

  private TraceEntry.Step handled(HandlerResult result) {
    String outcome = result.outcome().getClass().getSimpleName();
    return new TraceEntry.Handled(queue, result.handlerId(), result.attempt(), outcome);
  }

  private void retryLater(Message message, Duration delay) {
    queue
        .state()
        .change(after -> queue.contents().retryLater(message.receiptHandle(), delay, after));
  }

  /** As it is: with its attributes it may be larger than SQS would take. */
  private void giveUp(Message message, TracedEvent event, HandlerResult result) {
    QueueContents dead = queue.deadLetterQueue().contents();
    OutgoingMessage letter = DeadLetter.of(message, result, queue.name());
    queue.state().change(after -> dead.enqueue(letter, after));
    String reason = ((Outcome.DeadLetter) result.outcome()).reason();
    trace.add(event, new TraceEntry.DeadLettered(queue, result.handlerId(), reason));
  }

  private Delivery delivery(Message message) {
    Map<String, String> attributes = new TreeMap<>();
    message.attributes().forEach((name, attribute) -> attributes.put(name, attribute.value()));
    attributes.put(Delivery.QUEUE, queue.name());
    attributes.put(Delivery.SENT_TIMESTAMP, String.valueOf(message.sentAt().toEpochMilli()));
    if (message.traceHeader() != null) {
      attributes.put("AWSTraceHeader", message.traceHeader());
    }
    return new Delivery(message.body(), message.id(), message.receiveCount(), attributes);
  }
}
