// SPDX-License-Identifier: Apache-2.0
package io.busbar.tracing;

import io.busbar.core.TraceContext;
import io.busbar.core.handler.Delivery;
import io.opentelemetry.api.trace.SpanContext;

/** What writing a trace context into an event and reading it again takes, for benchmarks. */
public final class ContextRoundTrip {
  private static final Delivery DELIVERY = Delivery.of("", "benchmark");

  private ContextRoundTrip() {}

  /** Writes the context as an event carries it and reads it as a handler's span does. */
  public static SpanContext of(SpanContext context) {
    TraceContext written =
        new TraceContext(
            W3cTraceParent.format(context), W3cTraceState.format(context.getTraceState()), null);
    return Extractor.extract(written, DELIVERY).creation();
  }
}
