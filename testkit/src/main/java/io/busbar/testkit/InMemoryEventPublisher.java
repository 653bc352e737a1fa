// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import io.busbar.core.BusbarConfig;
import io.busbar.core.EventId;
import io.busbar.core.EventName;
import io.busbar.core.EventPublisher;
import io.busbar.core.Instruments;
import io.busbar.core.InvalidEventException;
import io.busbar.core.OutgoingEvent;
import io.busbar.core.PublishResult;
import io.busbar.core.Remedy;
import io.busbar.core.publish.Entry;
import io.busbar.core.publish.EntryResult;
import io.busbar.core.publish.EventTransport;
import io.busbar.core.publish.PreparedEvent;
import io.busbar.core.publish.PublishKind;
import io.busbar.core.publish.PublishPipeline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Publishes to a {@link Bus} in memory, through the same pipeline as in production. It stands in
 * for a publisher and for an outbox: an event with a delay is {@link PublishResult.Stored}, and
 * reaches the bus when the organization's clock says so.
 *
 * <p>Thread-safe. Events that are published together share requests. What EventBridge could not
 * take goes again, after a delay and for at most 30 seconds, as with the real publisher. On a
 * {@link VirtualClock} the event has been delivered or refused when the call returns: the call
 * moves the clock on by what it waits for.
 */
public final class InMemoryEventPublisher implements EventPublisher {
  private final PublishPipeline pipeline;
  private final Bus bus;
  private final EventTransport transport;

  private InMemoryEventPublisher(PublishPipeline pipeline, Bus bus, EventTransport transport) {
    this.pipeline = pipeline;
    this.bus = bus;
    this.transport = pipeline.around(transport);
  }

  /** As {@link #of(PublishPipeline, Bus)}, without interceptors. */
  public static InMemoryEventPublisher of(BusbarConfig config, Bus bus) {
    return of(PublishPipeline.of(config), bus);
  }

  /**
   * Publishes with the rights of the service's account, when the configuration names one; else of
   * the bus's own account.
   */
  public static InMemoryEventPublisher of(PublishPipeline pipeline, Bus bus) {
    String account = pipeline.config().service().account();
    Account caller = account == null ? bus.region().account() : bus.organization().account(account);
    return new InMemoryEventPublisher(
        pipeline, bus, caller.region(bus.region().name()).transport());
  }

  /** Publishes through a transport of the user's, as one that fails now and then. */
  public static InMemoryEventPublisher of(
      PublishPipeline pipeline, Bus bus, EventTransport transport) {
    return new InMemoryEventPublisher(pipeline, bus, transport);
  }

  /**
   * What would become of an event if this service published it now; nothing is published. {@link
   * InMemoryOrganization#explain(io.busbar.core.EventId)} tells what became of one.
   *
   * @throws InvalidEventException if it could not be published at all
   */
  public Explanation explain(Object event) {
    return new Explanations(bus.organization()).of(event, pipeline, bus, caller());
  }

  private Region caller() {
    String account = pipeline.config().service().account();
    Account owner = account == null ? bus.region().account() : bus.organization().account(account);
    return owner.region(bus.region().name());
  }

  /** What the service that publishes here shares with its handlers. */
  public BusbarConfig config() {
    return pipeline.config();
  }

  @Override
  public CompletableFuture<PublishResult> publishAsync(Object event) {
    try {
      return publishTogether(List.of(event)).get(0);
    } catch (RuntimeException mistake) {
      return CompletableFuture.failedFuture(mistake);
    }
  }

  /** Several events share requests, as with the real publisher. */
  @Override
  public List<PublishResult> publishAll(List<?> events) {
    return publishTogether(events).stream().map(InMemoryEventPublisher::await).toList();
  }

  private static PublishResult await(CompletableFuture<PublishResult> result) {
    try {
      return result.join();
    } catch (CompletionException failed) {
      throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
    }
  }

  private List<CompletableFuture<PublishResult>> publishTogether(List<?> events) {
    List<PendingEvent> now = new ArrayList<>();
    List<CompletableFuture<PublishResult>> results =
        events.stream().map(OutgoingEvent::of).toList().stream()
            .map(event -> prepare(event, kind(event, events.size()), now))
            .toList();
    send(now);
    return results;
  }

  private static PublishKind kind(OutgoingEvent event, int together) {
    if (event.deliverAt() != null) {
      return PublishKind.STORED;
    }
    return together == 1 ? PublishKind.SINGLE : PublishKind.BATCH;
  }

  /**
   * @param now gets the event if it is to be sent at once
   */
  private CompletableFuture<PublishResult> prepare(
      OutgoingEvent event, PublishKind kind, List<PendingEvent> now) {
    PreparedEvent prepared;
    try {
      prepared = pipeline.prepare(event, bus.arn(), kind);
    } catch (InvalidEventException refused) {
      EventId id = event.id() == null ? pipeline.config().ids().next() : event.id();
      return refused(event, refused.rejected(id));
    }
    try {
      prepared.requireWithin(transport.limits());
    } catch (InvalidEventException refused) {
      return refused(event, refused.rejected(prepared.entry().id()));
    }
    PendingEvent pending = PendingEvent.of(prepared);
    CompletableFuture<PublishResult> result = result(pending);
    if (prepared.entry().deliverAt() == null) {
      now.add(pending);
      return result.thenApply(fate -> heard(prepared, fate));
    }
    sendInTime(pending);
    PublishResult stored = new PublishResult.Stored(prepared.entry().id());
    return CompletableFuture.completedFuture(heard(prepared, stored));
  }

  /**
   * Finishes an event within a transaction, as an outbox does, and sends nothing before the
   * transaction has committed.
   *
   * @throws InvalidEventException if EventBridge would refuse it
   * @throws IllegalArgumentException if the event says neither its source nor its detail-type
   */
  public HeldEvent hold(Object event) {
    PreparedEvent prepared = pipeline.prepare(event, bus.arn(), PublishKind.STORED);
    prepared.requireWithin(transport.limits());
    PendingEvent pending = PendingEvent.of(prepared);
    CompletableFuture<?> unused = result(pending);
    return new HeldEvent(prepared, () -> sendInTime(pending));
  }

  private void sendInTime(PendingEvent pending) {
    Duration delay = delay(pending.event().entry().deliverAt());
    if (delay == null) {
      send(List.of(pending));
    } else {
      bus.organization().engine().obligations().add(delay, () -> send(List.of(pending)));
    }
  }

  private void send(List<PendingEvent> events) {
    for (List<PendingEvent> request : PendingEvent.requests(events, transport.limits())) {
      new PublishAttempts(bus.organization(), transport, pipeline.config()).run(request);
    }
  }

  private CompletableFuture<PublishResult> result(PendingEvent pending) {
    PreparedEvent event = pending.event();
    Entry entry = event.entry();
    return pending
        .fate()
        .thenApply(
            answer -> {
              PublishResult result = result(entry.id(), answer);
              tell(entry.name(), entry.bus(), result);
              note(entry, result);
              return result;
            });
  }

  /** Listeners hear of a stored event as they do from an outbox: when it is safe. */
  private static PublishResult heard(PreparedEvent event, PublishResult result) {
    event.completed(result);
    return result;
  }

  private static PublishResult result(EventId id, EntryResult result) {
    if (result instanceof EntryResult.Accepted accepted) {
      return new PublishResult.Accepted(id, accepted.busEventId());
    }
    if (result instanceof EntryResult.Refused refused) {
      return new PublishResult.Rejected(
          id, refused.code(), refused.message(), refused.fault().remedy());
    }
    String reason = ((EntryResult.Unknown) result).reason();
    return new PublishResult.Rejected(id, "NoAnswer", reason, Remedy.MAY_BE_DUPLICATE);
  }

  private void note(Entry entry, PublishResult result) {
    if (result instanceof PublishResult.Rejected rejected) {
      TraceLog trace = bus.organization().engine().trace();
      trace.add(TracedEvent.of(entry), new TraceEntry.Rejected(rejected.code()));
    }
  }

  private CompletableFuture<PublishResult> refused(OutgoingEvent event, PublishResult result) {
    tell(event.name(), event.bus() == null ? bus.arn() : event.bus(), result);
    return CompletableFuture.completedFuture(result);
  }

  private void tell(EventName name, String bus, PublishResult result) {
    String code =
        result instanceof PublishResult.Rejected rejected ? rejected.code() : Instruments.NO_ERROR;
    pipeline.config().instruments().published(name, bus, code);
  }

  private @Nullable Duration delay(OutgoingEvent.@Nullable Delivery delivery) {
    if (delivery instanceof OutgoingEvent.Delivery.After after) {
      return after.delay();
    }
    if (delivery instanceof OutgoingEvent.Delivery.At at) {
      return Duration.between(bus.organization().time().now(), at.time());
    }
    return null;
  }

  @Override
  public String toString() {
    return "in-memory publisher of " + pipeline.config().service().name() + " to " + bus;
  }
}
