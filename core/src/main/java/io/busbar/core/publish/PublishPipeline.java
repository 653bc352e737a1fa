// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.publish;

import io.busbar.core.BusbarConfig;
import io.busbar.core.Cause;
import io.busbar.core.EncodedDetail;
import io.busbar.core.EventId;
import io.busbar.core.EventMetadata;
import io.busbar.core.InvalidEventException;
import io.busbar.core.OutgoingEvent;
import io.busbar.core.PublishResult;
import io.busbar.core.Remedy;
import io.busbar.core.ServiceIdentity;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes an event a finished {@link Entry}, exactly once: metadata, trace, serialisation,
 * validation. The publisher sends what comes out; the outbox stores it, and its relay sends the
 * same bytes. So nothing is serialised, traced or validated twice.
 *
 * <p>Thread-safe.
 */
public final class PublishPipeline {
  private final BusbarConfig config;
  private final PublishInterceptor[] beforeSerialise;
  private final PublishInterceptor[] afterSerialise;

  private PublishPipeline(BusbarConfig config, List<PublishInterceptor> interceptors) {
    this.config = config;
    List<PublishInterceptor> sorted = new ArrayList<>(interceptors);
    sorted.sort(Comparator.comparing(PublishInterceptor::slot));
    this.beforeSerialise = select(sorted, false);
    this.afterSerialise = select(sorted, true);
  }

  public static PublishPipeline of(BusbarConfig config, PublishInterceptor... interceptors) {
    return new PublishPipeline(config, Arrays.asList(interceptors));
  }

  public static PublishPipeline of(BusbarConfig config, List<PublishInterceptor> interceptors) {
    return new PublishPipeline(config, interceptors);
  }

  public BusbarConfig config() {
    return config;
  }

  /**
   * @param event a record with {@code @EventType}, or an {@link OutgoingEvent}
   * @param defaultBus for events that name none
   * @throws IllegalArgumentException if the event says neither its source nor its detail-type
   * @throws InvalidEventException if EventBridge would refuse it, or an interceptor does; listeners
   *     that were registered before have heard of the rejection
   */
  public PreparedEvent prepare(Object event, String defaultBus) {
    return prepare(event, defaultBus, PublishKind.SINGLE);
  }

  /** As {@link #prepare(Object, String)}, for an event that is not published by itself. */
  public PreparedEvent prepare(Object event, String defaultBus, PublishKind kind) {
    OutgoingEvent outgoing = OutgoingEvent.of(event);
    Cause cause = outgoing.cause() == null ? Cause.current() : outgoing.cause();
    String bus = outgoing.bus() == null ? defaultBus : outgoing.bus();
    EventDraft draft = new EventDraft(outgoing, bus, kind, cause, metadata(outgoing, cause));
    try {
      return finish(draft);
    } catch (RuntimeException refusal) {
      tell(draft, refusal);
      throw refusal;
    }
  }

  /** What the interceptors put around a transport; publisher and outbox send through it. */
  public EventTransport around(EventTransport transport) {
    EventTransport wrapped = transport;
    for (PublishInterceptor interceptor : beforeSerialise) {
      wrapped = interceptor.around(wrapped);
    }
    for (PublishInterceptor interceptor : afterSerialise) {
      wrapped = interceptor.around(wrapped);
    }
    return wrapped;
  }

  private PreparedEvent finish(EventDraft draft) {
    run(beforeSerialise, draft);
    EncodedDetail detail = encode(draft);
    draft.detail(detail);
    run(afterSerialise, draft);
    return new PreparedEvent(entry(draft, detail), draft.listener());
  }

  /** Whoever asked for the event's fate before it became an entry hears of it here. */
  private static void tell(EventDraft draft, RuntimeException refusal) {
    Consumer<PublishResult> listener = draft.listener();
    if (listener == null) {
      return;
    }
    String code =
        refusal instanceof InvalidEventException invalid
            ? invalid.code()
            : refusal.getClass().getSimpleName();
    listener.accept(
        new PublishResult.Rejected(
            draft.metadata().id(), code, String.valueOf(refusal.getMessage()), Remedy.FIX_EVENT));
  }

  private EventMetadata metadata(OutgoingEvent event, @Nullable Cause cause) {
    ServiceIdentity service = config.service();
    EventId id = event.id() == null ? config.ids().next() : event.id();
    return new EventMetadata(
        id,
        event.schemaVersion(),
        config.time().now().truncatedTo(ChronoUnit.MILLIS),
        service.name(),
        service.version(),
        service.account(),
        cause == null ? id.toString() : cause.correlationId(),
        cause == null ? null : cause.id(),
        cause == null ? 0 : cause.hops() + 1,
        cause == null ? null : cause.actor());
  }

  private EncodedDetail encode(EventDraft draft) {
    boolean reserved = draft.event().reservedMembers();
    return config
        .codec()
        .encode(
            draft.event().detail(),
            reserved ? draft.metadata() : null,
            reserved ? draft.traceContext() : null);
  }

  private static Entry entry(EventDraft draft, EncodedDetail detail) {
    OutgoingEvent event = draft.event();
    return new Entry(
        draft.metadata().id(),
        event.name(),
        draft.bus(),
        detail,
        event.resources(),
        event.time(),
        event.orderingKey(),
        event.deliverAt(),
        draft.traceHeader(),
        draft.traceContext(),
        draft.attachment());
  }

  private static void run(PublishInterceptor[] interceptors, EventDraft draft) {
    for (PublishInterceptor interceptor : interceptors) {
      interceptor.intercept(draft);
    }
  }

  private static PublishInterceptor[] select(List<PublishInterceptor> sorted, boolean validating) {
    return sorted.stream()
        .filter(interceptor -> (interceptor.slot() == PublishSlot.VALIDATE) == validating)
        .toArray(PublishInterceptor[]::new);
  }
}
