// SPDX-License-Identifier: Apache-2.0
package io.busbar.benchmarks.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapSetter;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** OpenTelemetry's own propagator, with two fields for a carrier: nothing could cost it less. */
final class HeaderCarrier {
  private static final W3CTraceContextPropagator W3C = W3CTraceContextPropagator.getInstance();
  private static final TextMapSetter<HeaderCarrier> SETTER =
      (carrier, key, value) -> {
        if (carrier != null) {
          carrier.put(key, value);
        }
      };
  private static final TextMapGetter<HeaderCarrier> GETTER =
      new TextMapGetter<>() {
        @Override
        @SuppressWarnings("deprecation") // Not asked for any more, but still to be implemented.
        public Iterable<String> keys(HeaderCarrier carrier) {
          return new TreeMap<>(Map.of("traceparent", "", "tracestate", "")).keySet();
        }

        @Override
        public @Nullable String get(@Nullable HeaderCarrier carrier, String key) {
          return carrier == null ? null : carrier.take(key);
        }
      };

  private @Nullable String traceparent;
  private @Nullable String tracestate;

  static SpanContext roundTrip(Context context) {
    HeaderCarrier carrier = new HeaderCarrier();
    W3C.inject(context, carrier, SETTER);
    return Span.fromContext(W3C.extract(Context.root(), carrier, GETTER)).getSpanContext();
  }

  private void put(String key, String value) {
    if (key.equals("traceparent")) {
      traceparent = value;
    } else {
      tracestate = value;
    }
  }

  private @Nullable String take(String key) {
    return key.equals("traceparent") ? traceparent : tracestate;
  }
}
