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

  /** After so many look-ups in vain only one of {@link #SELDOM} asks. */
  private static final int PATIENCE = 1024;

  private static final int SELDOM = 64;

  private final Supplier<OpenTelemetry> source;
  private final AtomicBoolean failed = new AtomicBoolean();
  private volatile @Nullable Tracer known;
  private volatile @Nullable OpenTelemetry itsSource;

  /** Not exact when threads count at once, which nobody notices. */
  private int inVain;

  Telemetry(Supplier<OpenTelemetry> source) {
    this.source = source;
  }

  OpenTelemetry openTelemetry() {
    OpenTelemetry found = itsSource;
    return found == null ? source.get() : found;
  }

  /** Null while nobody takes spans. */
  @Nullable Tracer tracer() {
    Tracer tracer = known;
    if (tracer == null) {
      tracer = lookUp();
    }
    return tracer != null && tracer.isEnabled() ? tracer : null;
  }

  /**
   * What does nothing is not kept: the real one may be set later. But the global one stands behind
   * a lock of the whole process, which is not for every event of a service that does not trace.
   */
  private @Nullable Tracer lookUp() {
    int before = inVain;
    inVain = before + 1;
    if (before >= PATIENCE && before % SELDOM != 0) {
      return null;
    }
    OpenTelemetry now = source.get();
    if (now == OpenTelemetry.noop()) {
      return null;
    }
    itsSource = now;
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
