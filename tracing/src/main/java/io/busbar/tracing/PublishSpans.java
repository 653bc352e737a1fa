// SPDX-License-Identifier: Apache-2.0
package io.busbar.tracing;

import io.busbar.core.Cause;
import io.busbar.core.PublishResult;
import io.busbar.core.TraceContext;
import io.busbar.core.publish.EventDraft;
import io.busbar.core.publish.EventTransport;
import io.busbar.core.publish.PublishInterceptor;
import io.busbar.core.publish.PublishKind;
import io.busbar.core.publish.PublishSlot;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/**
 * A span for each event that is published, from its making until its fate is known, whose context
 * the event carries. An event that has a trace context already keeps it.
 */
final class PublishSpans implements PublishInterceptor {
  private final TracingSettings settings;
  private final BusName.Names buses = new BusName.Names();

  PublishSpans(TracingSettings settings) {
    this.settings = settings;
  }

  @Override
  public PublishSlot slot() {
    return PublishSlot.TRACE;
  }

  @Override
  public EventTransport around(EventTransport transport) {
    return new TracedTransport(transport, settings.telemetry(), buses);
  }

  @Override
  public void intercept(EventDraft draft) {
    if (draft.traceContext() != null) {
      return;
    }
    Tracer tracer = settings.telemetry().tracer();
    if (tracer == null) {
      carryOn(draft);
      return;
    }
    try {
      trace(draft, tracer);
    } catch (RuntimeException fault) {
      settings.telemetry().failed(fault);
    }
  }

  /** A service without OpenTelemetry must not cut the trace of others in two. */
  private static void carryOn(EventDraft draft) {
    Cause cause = draft.cause();
    TraceContext trace = cause == null ? null : cause.traceContext();
    if (trace != null && W3cTraceParent.parse(trace.traceparent(), null) != null) {
      draft.traceContext(trace);
    }
  }

  private void trace(EventDraft draft, Tracer tracer) {
    Context parent = parent(draft.cause());
    Span span = builder(draft, tracer).setParent(parent).startSpan();
    SpanContext context = span.getSpanContext();
    if (!context.isValid()) {
      return;
    }
    draft.traceContext(
        new TraceContext(
            W3cTraceParent.format(context),
            W3cTraceState.format(context.getTraceState()),
            settings.baggage().text(parent)));
    if (settings.xray().isOn(settings.telemetry().openTelemetry())) {
      draft.traceHeader(XRayHeader.format(context));
    }
    SpanContext outer = Span.fromContext(parent).getSpanContext();
    draft.attachment(new EventSpan(span, draft.kind(), outer));
    draft.onResult(result -> ended(span, result));
  }

  /** A handler that goes on by another thread has its event as the cause, but no current span. */
  private static Context parent(@Nullable Cause cause) {
    Context current = Context.current();
    TraceContext trace = cause == null ? null : cause.traceContext();
    if (trace == null || Span.fromContext(current).getSpanContext().isValid()) {
      return current;
    }
    SpanContext continued = W3cTraceParent.parse(trace.traceparent(), trace.tracestate());
    return continued == null ? current : current.with(Span.wrap(continued));
  }

  private SpanBuilder builder(EventDraft draft, Tracer tracer) {
    BusName bus = buses.of(draft.bus());
    boolean single = draft.kind() == PublishKind.SINGLE;
    return tracer
        .spanBuilder(bus.span(draft.kind()))
        .setSpanKind(SpanKind.PRODUCER)
        .setAttribute(SpanAttributes.SYSTEM, SpanAttributes.EVENTBRIDGE)
        .setAttribute(SpanAttributes.OPERATION, single ? "publish" : "create")
        .setAttribute(SpanAttributes.OPERATION_TYPE, single ? "send" : "create")
        .setAttribute(SpanAttributes.DESTINATION, bus.name())
        .setAttribute(SpanAttributes.MESSAGE_ID, draft.metadata().id().toString())
        .setAttribute(SpanAttributes.CONVERSATION, draft.metadata().correlationId())
        .setAttribute(SpanAttributes.EVENT_SOURCE, draft.event().name().source())
        .setAttribute(SpanAttributes.EVENT_TYPE, draft.event().name().detailType());
  }

  private void ended(Span span, PublishResult result) {
    try {
      if (result instanceof PublishResult.Rejected rejected) {
        span.setAttribute(SpanAttributes.ERROR_TYPE, rejected.code());
        span.setStatus(StatusCode.ERROR);
      }
      span.end();
    } catch (RuntimeException fault) {
      settings.telemetry().failed(fault);
    }
  }
}
