// SPDX-License-Identifier: Apache-2.0
package io.busbar.tracing;

import io.busbar.core.TraceContext;
import io.busbar.core.publish.Entry;
import io.busbar.core.publish.EntryResult;
import io.busbar.core.publish.EntryResult.Accepted;
import io.busbar.core.publish.EntryResult.Refused;
import io.busbar.core.publish.PublishKind;
import io.busbar.core.publish.TransportException;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One request, with a span of its own unless all its events were published by themselves. */
final class RequestSpan {
  private static final String NO_ANSWER = "NoAnswer";
  private final List<Entry> entries;
  private final @Nullable Span own;

  private RequestSpan(List<Entry> entries, @Nullable Span own) {
    this.entries = entries;
    this.own = own;
  }

  /** Null when no entry is traced. */
  static @Nullable RequestSpan begin(List<Entry> entries, Tracer tracer, BusName.Names buses) {
    List<SpanContext> links = new ArrayList<>();
    boolean traced = false;
    for (Entry entry : entries) {
      SpanContext link = link(entry);
      traced |= link != null || entry.attachment() instanceof EventSpan;
      if (link != null) {
        links.add(link);
      }
    }
    if (!traced) {
      return null;
    }
    Span span = links.isEmpty() ? null : start(entries, links, tracer, buses);
    return new RequestSpan(entries, span);
  }

  /** What this request continues, when the event is not published by itself. */
  private static @Nullable SpanContext link(Entry entry) {
    if (entry.attachment() instanceof EventSpan made) {
      return made.kind() == PublishKind.SINGLE ? null : made.span().getSpanContext();
    }
    TraceContext stored = entry.traceContext();
    return stored == null ? null : W3cTraceParent.parse(stored.traceparent(), stored.tracestate());
  }

  private static Span start(
      List<Entry> entries, List<SpanContext> links, Tracer tracer, BusName.Names buses) {
    String bus = entries.get(0).bus();
    boolean oneBus = entries.stream().allMatch(entry -> entry.bus().equals(bus));
    BusName name = buses.of(bus);
    SpanBuilder builder =
        tracer
            .spanBuilder(oneBus ? name.publish() : "publish")
            .setSpanKind(SpanKind.CLIENT)
            .setParent(parent(entries))
            .setAttribute(SpanAttributes.SYSTEM, SpanAttributes.EVENTBRIDGE)
            .setAttribute(SpanAttributes.OPERATION, "publish")
            .setAttribute(SpanAttributes.OPERATION_TYPE, "send")
            .setAttribute(SpanAttributes.BATCH_COUNT, (long) entries.size());
    if (oneBus) {
      builder.setAttribute(SpanAttributes.DESTINATION, name.name());
    }
    links.forEach(builder::addLink);
    return builder.startSpan();
  }

  /** A batch of one caller is published in its trace; a mixed request and a relay in their own. */
  private static Context parent(List<Entry> entries) {
    SpanContext common = null;
    for (Entry entry : entries) {
      SpanContext parent =
          entry.attachment() instanceof EventSpan made && made.kind() == PublishKind.BATCH
              ? made.parent()
              : null;
      if (parent == null || (common != null && !common.equals(parent))) {
        return Context.root();
      }
      common = parent;
    }
    return common == null || !common.isValid()
        ? Context.root()
        : Context.root().with(Span.wrap(common));
  }

  /** What is current while the request is made. */
  Span current() {
    if (own != null) {
      return own;
    }
    return entries.size() == 1 && entries.get(0).attachment() instanceof EventSpan single
        ? single.span()
        : Span.getInvalid();
  }

  void end(@Nullable List<EntryResult> results, @Nullable Throwable failure) {
    int failed = 0;
    String error = failure == null ? null : code(failure);
    for (int i = 0; i < entries.size(); i++) {
      String code = results == null || i >= results.size() ? error : code(results.get(i));
      if (code != null) {
        failed++;
        error = code;
        attemptFailed(entries.get(i), code);
      }
    }
    if (own != null) {
      end(own, failed, error);
    }
  }

  private void end(Span span, int failed, @Nullable String error) {
    if (failed > 0) {
      span.setAttribute(SpanAttributes.ENTRIES_FAILED, (long) failed);
    }
    if (failed == entries.size() && error != null) {
      span.setAttribute(SpanAttributes.ERROR_TYPE, error);
      span.setStatus(StatusCode.ERROR);
    }
    span.end();
  }

  private static void attemptFailed(Entry entry, String code) {
    if (entry.attachment() instanceof EventSpan made) {
      made.span()
          .addEvent(SpanAttributes.ATTEMPT_FAILED, Attributes.of(SpanAttributes.ERROR_TYPE, code));
    }
  }

  private static @Nullable String code(EntryResult result) {
    if (result instanceof Accepted) {
      return null;
    }
    return result instanceof Refused refused ? refused.code() : NO_ANSWER;
  }

  private static String code(Throwable failure) {
    return failure instanceof TransportException refused
        ? refused.code()
        : failure.getClass().getName();
  }
}
