// SPDX-License-Identifier: Apache-2.0
package io.busbar.tracing;

import io.busbar.core.TraceContext;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What may be a W3C trace context. */
record Candidate(String traceparent, @Nullable String tracestate, @Nullable String baggage) {

  static Candidate of(TraceContext member) {
    return new Candidate(member.traceparent(), member.tracestate(), member.baggage());
  }

  /** Null when there is no traceparent. */
  static @Nullable Candidate of(Map<String, String> values) {
    String traceparent = values.get("traceparent");
    return traceparent == null
        ? null
        : new Candidate(traceparent, values.get("tracestate"), values.get("baggage"));
  }
}
