// SPDX-License-Identifier: Apache-2.0
package io.busbar.tracing;

import io.busbar.core.TraceContext;
import io.busbar.core.handler.Delivery;
import io.busbar.core.handler.HandlerContext;
import io.opentelemetry.api.trace.SpanContext;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the trace context of an event that has arrived, in all the places where senders put one;
 * the first valid one wins. EventBridge replaces X-Ray's parent, so what stands in the event goes
 * first. Never throws.
 */
final class Extractor {
  private static final List<String> XRAY_ATTRIBUTES = List.of("AWSTraceHeader", "_X_AMZN_TRACE_ID");

  private final Delivery delivery;
  private boolean seen;
  private @Nullable String bareTraceId;
  private @Nullable Extraction found;

  private Extractor(Delivery delivery) {
    this.delivery = delivery;
  }

  static Extraction extract(HandlerContext context) {
    return extract(context.head().traceContext(), context.delivery());
  }

  static Extraction extract(@Nullable TraceContext member, Delivery delivery) {
    return new Extractor(delivery).search(member);
  }

  private Extraction search(@Nullable TraceContext member) {
    if (member != null && isW3c("event", Candidate.of(member))) {
      return result();
    }
    ForeignPlaces places =
        member != null || ForeignPlaces.mayBeIn(delivery.body())
            ? ForeignPlaces.in(delivery.body())
            : ForeignPlaces.EMPTY;
    Map<String, String> attributes = delivery.attributes();
    boolean ignored =
        isW3c("metadata", places.metadata())
            || isW3c("detail", places.detail())
            || isW3c("envelope", places.envelope())
            || isW3c("attribute", Candidate.of(attributes))
            || XRAY_ATTRIBUTES.stream().anyMatch(name -> isXRay(attributes.get(name)))
            || isW3c("datadog", places.datadog());
    note(places.traceId());
    return result();
  }

  private boolean isW3c(String place, @Nullable Candidate candidate) {
    if (candidate == null) {
      return false;
    }
    SpanContext context = W3cTraceParent.parse(candidate.traceparent(), candidate.tracestate());
    if (context == null) {
      seen = true;
      note(candidate.traceparent());
      return false;
    }
    found = Extraction.of(place, context, candidate.baggage());
    return true;
  }

  private boolean isXRay(@Nullable String header) {
    if (header == null) {
      return false;
    }
    XRayHeader read = XRayHeader.parse(header);
    SpanContext context = read == null ? null : read.context();
    if (context == null) {
      seen |= read == null;
      note(read == null ? null : read.traceId());
      return false;
    }
    found = Extraction.of("xray", context, null);
    return true;
  }

  private void note(@Nullable String text) {
    if (bareTraceId == null && text != null && W3cTraceParent.isBareTraceId(text)) {
      bareTraceId = text;
    }
  }

  private Extraction result() {
    if (found != null) {
      return found;
    }
    if (bareTraceId != null) {
      return Extraction.bare(bareTraceId);
    }
    return Extraction.nothing(seen ? Extraction.MALFORMED : Extraction.NONE);
  }
}
