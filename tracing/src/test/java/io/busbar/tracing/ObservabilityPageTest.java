// SPDX-License-Identifier: Apache-2.0
package io.busbar.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.core.BusbarConfig;
import io.busbar.core.publish.EntryResult;
import io.busbar.core.publish.PublishPipeline;
import io.busbar.testkit.Archive;
import io.busbar.testkit.InMemoryEventPublisher;
import io.busbar.tracing.GroceryEvents.PaymentProcessed;
import io.busbar.tracing.HandlerTraceTest.Failing;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The tables of docs/observability.md against the spans of everything that can happen. */
class ObservabilityPageTest {
  private static final Pattern ATTRIBUTE =
      Pattern.compile(
          "^\\| `([a-z_.]+)` \\| ((?:PRODUCER|CLIENT|CONSUMER)[A-Z, ]*) \\|", Pattern.MULTILINE);
  private static final Pattern SPAN =
      Pattern.compile("^\\| `([a-z]+ \\{[a-z]+})` \\| ([A-Z]+) \\|", Pattern.MULTILINE);
  private static final Pattern RESULT = Pattern.compile("`(busbar\\.[a-z_.]+)`");

  private final TracedOrganization grocer = new TracedOrganization();

  @BeforeEach
  void letEverythingHappen() {
    Archive archive = grocer.bus.archive("all");
    grocer.service("101010101010", "subscription", new Failing(1), "Payment Processed");
    InMemoryEventPublisher publisher = grocer.publisher("999999999999", "payment");
    Instant start = grocer.clock.now();
    publisher.publish(new PaymentProcessed("upg-1"));
    publisher.publishAll(List.of(new PaymentProcessed("upg-2"), new PaymentProcessed("upg-3")));
    refused().publishAll(List.of(new PaymentProcessed("upg-4"), new PaymentProcessed("upg-5")));
    grocer.queue("101010101010", "subscription").send(withABareTraceId());
    grocer.aws.runUntilQuiescent();
    var unused = archive.replay("again", start.minusSeconds(1), grocer.clock.now().plusSeconds(60));
    grocer.aws.runUntilQuiescent();
  }

  @Test
  void listsEveryAttributeWithTheSpansThatHaveIt() throws IOException {
    Map<String, Set<String>> seen = new TreeMap<>();
    for (SpanData span : grocer.spans.finished()) {
      span.getAttributes()
          .forEach(
              (key, value) ->
                  seen.computeIfAbsent(key.getKey(), each -> new TreeSet<>())
                      .add(span.getKind().name()));
    }

    Map<String, Set<String>> listed = new TreeMap<>();
    Matcher rows = ATTRIBUTE.matcher(page());
    while (rows.find()) {
      listed.put(rows.group(1), new TreeSet<>(List.of(rows.group(2).split(", "))));
    }
    assertThat(listed).isEqualTo(seen);
  }

  @Test
  void listsEverySpan() throws IOException {
    Set<String> seen = new TreeSet<>();
    for (SpanData span : grocer.spans.finished()) {
      String place = span.getKind().name().equals("CONSUMER") ? "{queue}" : "{bus}";
      seen.add(span.getName().replaceAll(" .*", " ") + place + " " + span.getKind());
    }

    Set<String> listed = new TreeSet<>();
    Matcher rows = SPAN.matcher(page());
    while (rows.find()) {
      listed.add(rows.group(1) + " " + rows.group(2));
    }
    assertThat(listed).isEqualTo(seen);
  }

  @Test
  void namesEverySpanEvent() throws IOException {
    Set<String> listed = new TreeSet<>();
    Matcher names = RESULT.matcher(page().replaceAll("(?s).*Span events:(.*?)\n\n.*", "$1"));
    while (names.find()) {
      listed.add(names.group(1));
    }
    Set<String> seen = new TreeSet<>();
    for (SpanData span : grocer.spans.finished()) {
      span.getEvents()
          .forEach(
              event -> {
                seen.add(event.getName());
                event.getAttributes().forEach((key, value) -> seen.add(key.getKey()));
              });
    }
    seen.remove("error.type");
    assertThat(listed).isEqualTo(seen);
  }

  private InMemoryEventPublisher refused() {
    BusbarConfig config = grocer.config("999999999999", "payment");
    return InMemoryEventPublisher.of(
        PublishPipeline.of(config, grocer.spans.tracing(config).publishing()),
        grocer.bus,
        entries ->
            CompletableFuture.completedFuture(
                entries.stream()
                    .<EntryResult>map(entry -> new EntryResult.Refused("MalformedDetail", "no"))
                    .toList()));
  }

  private static String withABareTraceId() {
    return "{\"version\":\"0\",\"id\":\"e-1\",\"detail-type\":\"Payment Processed\",\"source\":\"grocer.payment\",\"account\":\"999999999999\",\"time\":\"2026-11-23T06:00:00Z\",\"region\":\"us-east-1\",\"resources\":[],\"detail\":{\"_metadata\":{\"traceId\":\"4bf92f3577b34da6a3ce929d0e0e4736\"},\"upgradeId\":\"upg-9\"}}";
  }

  private static String page() throws IOException {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("LICENSE"))) {
      folder = folder.getParent();
    }
    return Files.readString(folder.resolve("docs/observability.md"));
  }
}
