// SPDX-License-Identifier: Apache-2.0
package io.busbar.tracing;

import io.busbar.core.EventHead;
import io.busbar.core.ServiceIdentity;
import io.busbar.core.handler.Delivery;
import io.busbar.core.handler.HandlerContext;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.time.Instant;

/** Decides whose child the span of a handler's run is, and what it says. */
final class ProcessSpanStart {
  private final TracingSettings settings;

  ProcessSpanStart(TracingSettings settings) {
    this.settings = settings;
  }

  /** Begins the span and returns the context that has it, and the event's baggage. */
  Context begin(HandlerContext context, Tracer tracer) {
    Extraction extraction = Extractor.extract(context);
    settings.config().instruments().traceExtracted(extraction.place());
    Context parent = parent(context.head(), extraction.creation());
    SpanBuilder builder = builder(context, tracer).setParent(parent);
    if (extraction.creation().isValid()) {
      builder.addLink(extraction.creation());
    }
    if (extraction.bareTraceId() != null) {
      builder.setAttribute(SpanAttributes.BARE_TRACE_ID, extraction.bareTraceId());
    }
    Span span = builder.startSpan();
    return settings.baggage().with(parent, extraction.baggage()).with(span);
  }

  /**
   * What the poller runs in, when that is traced; else where the event was made. Replays and old
   * events begin anew.
   */
  private Context parent(EventHead head, SpanContext creation) {
    Context current = Context.current();
    if (Span.fromContext(current).getSpanContext().isValid()) {
      return current;
    }
    if (!creation.isValid() || head.isReplay() || isOld(head)) {
      return Context.root();
    }
    return Context.root().with(Span.wrap(creation));
  }

  private boolean isOld(EventHead head) {
    Instant occurred = head.metadata().occurredAt();
    Instant oldest = settings.config().time().now().minus(settings.parentsUpTo());
    return !occurred.equals(Instant.EPOCH) && occurred.isBefore(oldest);
  }

  private SpanBuilder builder(HandlerContext context, Tracer tracer) {
    String queue = context.delivery().attributes().getOrDefault(Delivery.QUEUE, "");
    SpanBuilder builder =
        tracer
            .spanBuilder(queue.isEmpty() ? "process" : "process " + queue)
            .setSpanKind(SpanKind.CONSUMER)
            .setAttribute(SpanAttributes.SYSTEM, SpanAttributes.SQS)
            .setAttribute(SpanAttributes.OPERATION, "process")
            .setAttribute(SpanAttributes.OPERATION_TYPE, "process")
            .setAttribute(SpanAttributes.HANDLER, context.handlerId());
    if (!queue.isEmpty()) {
      builder.setAttribute(SpanAttributes.DESTINATION, queue);
    }
    service(builder);
    event(builder, context.head());
    return builder;
  }

  private void service(SpanBuilder builder) {
    ServiceIdentity service = settings.config().service();
    if (service.account() != null) {
      builder.setAttribute(SpanAttributes.ACCOUNT, service.account());
    }
    if (service.region() != null) {
      builder.setAttribute(SpanAttributes.REGION, service.region());
    }
  }

  private static void event(SpanBuilder builder, EventHead head) {
    builder
        .setAttribute(SpanAttributes.MESSAGE_ID, head.id().toString())
        .setAttribute(SpanAttributes.CONVERSATION, head.metadata().correlationId())
        .setAttribute(SpanAttributes.EVENT_SOURCE, head.name().source())
        .setAttribute(SpanAttributes.EVENT_TYPE, head.name().detailType())
        .setAttribute(SpanAttributes.EVENT_ACCOUNT, head.account())
        .setAttribute(SpanAttributes.EVENT_REGION, head.region());
    if (head.replayName() != null) {
      builder.setAttribute(SpanAttributes.REPLAY, head.replayName());
    }
  }
}
