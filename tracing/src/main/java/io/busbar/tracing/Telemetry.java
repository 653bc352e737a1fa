// SPDX-License-Identifier: Apache-2.0
package io.busbar.tracing;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tracer, looked up when it is first of use: an application may set the global OpenTelemetry
 * after it has put its services together. Thread-safe.
 */
final class Telemetry {
  static final String SCOPE = "io.busbar.tracing";

  private static final Logger log = LoggerFactory.getLogger(Tracing.class);
  private final Supplier<OpenTelemetry> source;
  private final AtomicBoolean failed = new AtomicBoolean();
  private volatile @Nullable Tracer known;

  Telemetry(Supplier<OpenTelemetry> source) {
    this.source = source;
  }

  OpenTelemetry openTelemetry() {
    return source.get();
  }

  /** Null while nobody takes spans. */
  @Nullable Tracer tracer() {
    Tracer tracer = known;
    if (tracer == null) {
      tracer = lookUp();
    }
    return tracer != null && tracer.isEnabled() ? tracer : null;
  }

  /** What does nothing is not kept: the real one may be set later. */
  private @Nullable Tracer lookUp() {
    OpenTelemetry now = source.get();
    if (now == OpenTelemetry.noop()) {
      return null;
    }
    Tracer tracer = now.tracerBuilder(SCOPE).setSchemaUrl(SpanAttributes.SCHEMA_URL).build();
    known = tracer;
    return tracer;
  }

  /** Spans may be lost, events may not. */
  void failed(RuntimeException fault) {
    if (failed.compareAndSet(false, true)) {
      log.warn(
          "Tracing has failed and goes on without this span; further failures are not logged",
          fault);
    }
  }
}
