// SPDX-License-Identifier: Apache-2.0
package io.busbar.tracing;

import io.opentelemetry.api.trace.SpanContext;
import org.jspecify.annotations.Nullable;

/**
 * What an event says about the trace that it comes from.
 *
 * @param place where it was found, or {@link #NONE} or {@link #MALFORMED}
 * @param creation the context in which the event was made; invalid when there is none
 * @param bareTraceId a trace id without a span, which no span can have as its parent
 * @param baggage as it arrived
 */
record Extraction(
    String place, SpanContext creation, @Nullable String bareTraceId, @Nullable String baggage) {

  static final String NONE = "none";
  static final String MALFORMED = "malformed";
  static final String BARE = "bare_trace_id";

  static Extraction of(String place, SpanContext creation, @Nullable String baggage) {
    return new Extraction(place, creation, null, baggage);
  }

  static Extraction nothing(String why) {
    return new Extraction(why, SpanContext.getInvalid(), null, null);
  }

  static Extraction bare(String traceId) {
    return new Extraction(BARE, SpanContext.getInvalid(), traceId, null);
  }
}
