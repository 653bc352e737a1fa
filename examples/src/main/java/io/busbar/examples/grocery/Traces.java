// SPDX-License-Identifier: Apache-2.0
package io.busbar.examples.grocery;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/**
 * OpenTelemetry for all services of this process; keeps the spans instead of sending them, to draw
 * the longest trace.
 */
final class Traces implements SpanExporter {
  private static final AttributeKey<String> DETAIL_TYPE =
      AttributeKey.stringKey("busbar.event.detail_type");
  private static final AttributeKey<String> ACCOUNT = AttributeKey.stringKey("cloud.account.id");

  private final Queue<SpanData> spans = new ConcurrentLinkedQueue<>();
  private final OpenTelemetrySdk sdk =
      OpenTelemetrySdk.builder()
          .setTracerProvider(
              SdkTracerProvider.builder()
                  .addSpanProcessor(SimpleSpanProcessor.create(this))
                  .build())
          .build();

  /** What a customer does. */
  @FunctionalInterface
  interface Action<X extends Exception> {
    void run() throws X;
  }

  OpenTelemetry openTelemetry() {
    return sdk;
  }

  /** Runs an action in a span of the application's own, as a web framework would. */
  @SuppressWarnings("try") // The scope is there for its end.
  <X extends Exception> void click(String name, Action<X> action) throws X {
    Span click = sdk.getTracer("grocery").spanBuilder(name).startSpan();
    try (Scope scope = click.makeCurrent()) {
      action.run();
    } finally {
      click.end();
    }
  }

  /** The trace with the most spans among those that end well. */
  List<String> longest() {
    Map<String, List<SpanData>> byTrace = new TreeMap<>();
    spans.forEach(
        span -> byTrace.computeIfAbsent(span.getTraceId(), id -> new ArrayList<>()).add(span));
    List<String> lines = new ArrayList<>();
    byTrace.values().stream()
        .filter(trace -> trace.stream().anyMatch(Traces::isActivation))
        .max(Comparator.comparingInt(List::size))
        .ifPresent(trace -> draw(trace, "", Span.getInvalid().getSpanContext().getSpanId(), lines));
    return lines;
  }

  private static boolean isActivation(SpanData span) {
    return "Subscription Activated".equals(span.getAttributes().get(DETAIL_TYPE));
  }

  private static void draw(List<SpanData> trace, String indent, String parent, List<String> lines) {
    trace.stream()
        .filter(span -> span.getParentSpanId().equals(parent))
        .sorted(Comparator.comparingLong(SpanData::getStartEpochNanos))
        .forEach(
            span -> {
              lines.add(line(trace, indent, span));
              draw(trace, indent.isEmpty() ? "└─ " : "   " + indent, span.getSpanId(), lines);
            });
  }

  private static String line(List<SpanData> trace, String indent, SpanData span) {
    long begin = trace.stream().mapToLong(SpanData::getStartEpochNanos).min().orElse(0);
    String type = span.getAttributes().get(DETAIL_TYPE);
    String account = span.getAttributes().get(ACCOUNT);
    return String.format(
            "%-58s %-30s %-12s +%d ms",
            indent + span.getName(),
            type == null ? "" : type,
            account == null ? "" : account,
            TimeUnit.NANOSECONDS.toMillis(span.getStartEpochNanos() - begin))
        .stripTrailing();
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> finished) {
    spans.addAll(finished);
    return CompletableResultCode.ofSuccess();
  }

  @Override
  public CompletableResultCode flush() {
    return CompletableResultCode.ofSuccess();
  }

  @Override
  public CompletableResultCode shutdown() {
    return CompletableResultCode.ofSuccess();
  }
}
