// SPDX-License-Identifier: Apache-2.0
package io.busbar.tracing;

import io.busbar.core.BusbarConfig;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.Clock;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** OpenTelemetry's SDK, and what it was told, as a tree that a person can read. */
final class Spans {
  /** They differ from run to run. */
  private static final Set<AttributeKey<String>> IDS =
      Set.of(SpanAttributes.MESSAGE_ID, SpanAttributes.CONVERSATION);

  private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
  private final OpenTelemetrySdk sdk =
      OpenTelemetrySdk.builder()
          .setTracerProvider(
              SdkTracerProvider.builder()
                  .setClock(new Ticks())
                  .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                  .build())
          .build();

  OpenTelemetry openTelemetry() {
    return sdk;
  }

  Tracer tracer() {
    return sdk.getTracer("test");
  }

  Tracing tracing(BusbarConfig config) {
    return Tracing.of(sdk, config);
  }

  /** In the order in which they began. */
  List<SpanData> finished() {
    return exporter.getFinishedSpanItems().stream()
        .sorted(Comparator.comparingLong(SpanData::getStartEpochNanos))
        .toList();
  }

  void forget() {
    exporter.reset();
  }

  /** Each span below its parent, those without one on the left. */
  String tree() {
    List<SpanData> all = finished();
    StringBuilder text = new StringBuilder();
    all.stream()
        .filter(span -> parentOf(span, all) == null)
        .forEach(root -> draw(root, all, "", text));
    return text.toString();
  }

  /** As {@link #tree}, with names and kinds only. */
  String outline() {
    return tree()
        .lines()
        .map(line -> line.replaceAll(" \\{.*", ""))
        .collect(Collectors.joining("\n"));
  }

  private static void draw(SpanData span, List<SpanData> all, String indent, StringBuilder text) {
    text.append(indent).append(span.getName()).append(' ').append(span.getKind());
    text.append(" {").append(attributes(span)).append('}');
    for (LinkData link : span.getLinks()) {
      text.append(" -> ").append(named(link.getSpanContext(), all));
    }
    for (EventData event : span.getEvents()) {
      text.append(" !")
          .append(event.getName())
          .append(List.copyOf(event.getAttributes().asMap().values()));
    }
    if (!span.getStatus().equals(StatusData.unset())) {
      text.append(' ').append(span.getStatus().getStatusCode());
    }
    text.append('\n');
    // Which of several queues is served first is a matter of chance.
    all.stream()
        .filter(child -> span.equals(parentOf(child, all)))
        .sorted(Comparator.comparing(SpanData::getName))
        .forEach(child -> draw(child, all, indent + "  ", text));
  }

  private static String attributes(SpanData span) {
    return span.getAttributes().asMap().entrySet().stream()
        .filter(attribute -> !IDS.contains(attribute.getKey()))
        .map(attribute -> attribute.getKey().getKey() + "=" + attribute.getValue())
        .sorted()
        .collect(Collectors.joining(" "));
  }

  private static String named(SpanContext linked, List<SpanData> all) {
    return all.stream()
        .filter(span -> span.getSpanContext().getSpanId().equals(linked.getSpanId()))
        .map(span -> span.getName() + " of " + span.getAttributes().get(SpanAttributes.EVENT_TYPE))
        .findFirst()
        .orElse(linked.getTraceId());
  }

  private static SpanData parentOf(SpanData span, List<SpanData> all) {
    return all.stream()
        .filter(other -> other.getSpanId().equals(span.getParentSpanId()))
        .filter(other -> other.getTraceId().equals(span.getTraceId()))
        .findFirst()
        .orElse(null);
  }

  /** Each look at it is later than the one before. */
  private static final class Ticks implements Clock {
    private final AtomicLong now = new AtomicLong(1);

    @Override
    public long now() {
      return now.incrementAndGet();
    }

    @Override
    public long nanoTime() {
      return now.incrementAndGet();
    }
  }
}
