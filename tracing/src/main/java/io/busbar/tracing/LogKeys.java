// SPDX-License-Identifier: Apache-2.0
package io.busbar.tracing;

import io.busbar.core.EventHead;
import io.opentelemetry.api.trace.SpanContext;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * What every log line of a handler has in its diagnostic context: {@code trace_id} and {@code
 * span_id}, as OpenTelemetry's agent calls them, {@code event_id} and {@code correlation_id}.
 */
final class LogKeys implements AutoCloseable {
  private record Earlier(String key, @Nullable String value) {}

  private final List<Earlier> earlier = new ArrayList<>(4);

  private LogKeys() {}

  static LogKeys put(SpanContext span, EventHead head) {
    LogKeys keys = new LogKeys();
    keys.put("trace_id", span.getTraceId());
    keys.put("span_id", span.getSpanId());
    keys.put("event_id", head.id().toString());
    keys.put("correlation_id", head.metadata().correlationId());
    return keys;
  }

  private void put(String key, String value) {
    earlier.add(new Earlier(key, MDC.get(key)));
    MDC.put(key, value);
  }

  /** On the thread that put them. */
  @Override
  public void close() {
    for (Earlier each : earlier) {
      if (each.value() == null) {
        MDC.remove(each.key());
      } else {
        MDC.put(each.key(), each.value());
      }
    }
  }
}
