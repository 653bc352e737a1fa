// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.handler;

import io.busbar.core.Cause;
import io.busbar.core.EventHead;
import io.busbar.core.EventId;
import io.busbar.core.EventPublisher;
import io.busbar.core.IncomingEvent;
import io.busbar.core.OutgoingEvent;
import io.busbar.core.PublishResult;
import io.busbar.core.TraceContext;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One run of one handler for one event: what interceptors and handlers know about it and share
 * through it. Lives as long as the run; not thread-safe, so a handler that goes on asynchronously
 * must not use it from two threads at a time.
 */
public final class HandlerContext {
  private final BoundHandler handler;
  private final Delivery delivery;
  private final IncomingEvent event;
  private Cause cause;
  private int attempt;
  private int published;
  private @Nullable Object detail;
  private @Nullable Map<Class<?>, Object> resources;

  HandlerContext(BoundHandler handler, Delivery delivery, IncomingEvent event) {
    this.handler = handler;
    this.delivery = delivery;
    this.event = event;
    this.cause = Cause.of(event.head());
    this.attempt = delivery.receiveCount();
  }

  public String handlerId() {
    return handler.descriptor().id();
  }

  public HandlerDescriptor handler() {
    return handler.descriptor();
  }

  public EventHead head() {
    return event.head();
  }

  public Delivery delivery() {
    return delivery;
  }

  /**
   * Which try this is, counted from 1: of this handler with an {@link IdempotencyStore}, else of
   * the whole message.
   */
  public int attempt() {
    return attempt;
  }

  void attempt(int counted) {
    this.attempt = counted;
  }

  /** Whether a failure of this attempt will be followed by another one. */
  public boolean isLastAttempt() {
    return attempt >= handler.descriptor().retry().maxAttempts();
  }

  /**
   * Whether another process may be handling the event by now: the message could not be kept hidden.
   * A handler that runs for long asks before it does what must not be done twice. Its success will
   * not delete the message.
   */
  public boolean leaseLost() {
    return delivery.lease().isLost();
  }

  /** Until when the delivery can be kept from others; {@link Instant#MAX} when it is not leased. */
  public Instant deadline() {
    return delivery.lease().deadline();
  }

  /**
   * Publishes an event that this one has caused, before the delivery is acknowledged: correlation
   * is kept, causation set, and the id derived from this event, the handler and the position, so
   * that a rerun publishes the same id again.
   */
  public CompletableFuture<PublishResult> publishAsync(Object followUp) {
    return publisher().publishAsync(derive(followUp));
  }

  /**
   * Like {@link #publishAsync}, and waits. A refused event is an exception here: the handler must
   * not succeed without it.
   */
  public PublishResult publish(Object followUp) {
    return publisher().publish(derive(followUp)).orThrow();
  }

  /**
   * What an interceptor has put there for the handler, such as the transaction's {@code
   * java.sql.Connection}.
   */
  public <T> T resource(Class<T> type) {
    return findResource(type)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    String.format(
                        "Handler %s asks for a %s, but no interceptor provides one. Add the interceptor that does, as in "
                            + "interceptor(outbox.transactions()) for a java.sql.Connection.",
                        handlerId(), type.getName())));
  }

  public <T> Optional<T> findResource(Class<T> type) {
    return resources == null
        ? Optional.empty()
        : Optional.ofNullable(type.cast(resources.get(type)));
  }

  /** For interceptors: makes something available to what stands inside. */
  public <T> void resource(Class<T> type, T resource) {
    if (resources == null) {
      resources = new HashMap<>();
    }
    resources.put(type, resource);
  }

  /** For interceptors: the trace that the events go on with which this one causes. */
  public void continueTrace(TraceContext trace) {
    cause = new Cause(cause.id(), cause.correlationId(), cause.hops(), trace, cause.actor());
  }

  /** The record that the handler gets; null before slot DECODE. */
  public @Nullable Object detail() {
    return detail;
  }

  void detail(Object decoded) {
    this.detail = decoded;
  }

  IncomingEvent event() {
    return event;
  }

  Cause cause() {
    return cause;
  }

  EventPublisher publisher() {
    return findResource(EventPublisher.class).orElseGet(handler::publisher);
  }

  OutgoingEvent derive(Object followUp) {
    OutgoingEvent outgoing = OutgoingEvent.of(followUp);
    EventId id = EventId.derived(cause.id(), handlerId(), outgoing.name(), published++);
    return outgoing.derivedFrom(cause, id);
  }
}
