// SPDX-License-Identifier: Apache-2.0
package io.busbar.tracing;

import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.baggage.BaggageBuilder;
import io.opentelemetry.api.baggage.propagation.W3CBaggagePropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets named members of the baggage through, out and in. The form is OpenTelemetry's business.
 *
 * @param keys which ones
 */
record BaggageFilter(Set<String> keys) {
  private static final W3CBaggagePropagator W3C = W3CBaggagePropagator.getInstance();
  private static final TextMapGetter<String> ITSELF =
      new TextMapGetter<>() {
        @Override
        @SuppressWarnings("deprecation") // Not asked for any more, but still to be implemented.
        public Iterable<String> keys(String carrier) {
          return List.of("baggage");
        }

        @Override
        public @Nullable String get(@Nullable String carrier, String key) {
          return carrier;
        }
      };

  BaggageFilter {
    keys = Set.copyOf(keys);
  }

  /** What travels with an event, or null. */
  @Nullable String text(Context context) {
    if (keys.isEmpty()) {
      return null;
    }
    Baggage allowed = allowed(Baggage.fromContext(context));
    if (allowed.isEmpty()) {
      return null;
    }
    StringBuilder text = new StringBuilder();
    W3C.inject(Context.root().with(allowed), text, (carrier, key, value) -> text.append(value));
    return text.isEmpty() ? null : text.toString();
  }

  /** Adds what an event has brought. */
  Context with(Context context, @Nullable String text) {
    if (keys.isEmpty() || text == null) {
      return context;
    }
    Baggage allowed = allowed(Baggage.fromContext(W3C.extract(Context.root(), text, ITSELF)));
    return allowed.isEmpty() ? context : context.with(allowed);
  }

  private Baggage allowed(Baggage all) {
    BaggageBuilder allowed = Baggage.builder();
    all.forEach(
        (key, entry) -> {
          if (keys.contains(key)) {
            allowed.put(key, entry.getValue(), entry.getMetadata());
          }
        });
    return allowed.build();
  }
}
