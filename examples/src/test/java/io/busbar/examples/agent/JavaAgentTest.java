// SPDX-License-Identifier: Apache-2.0
package io.busbar.examples.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.busbar.testkit.aws.LocalAws;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A service in a JVM of its own with OpenTelemetry's Java agent attached. */
@Timeout(120)
class JavaAgentTest {
  private static final Path AGENT = Path.of(System.getProperty("busbar.agent", "none"));
  private static List<OtlpSpan> spans = List.of();

  @BeforeAll
  static void runService() throws Exception {
    assumeTrue(
        Files.exists(AGENT),
        () -> "OpenTelemetry's Java agent could not be had from Maven Central: no " + AGENT);
    try (LocalAws aws = LocalAws.start()) {
      var account = aws.organization().account("111111111111");
      account
          .bus("central-bus")
          .rule("all")
          .pattern("{\"source\":[{\"prefix\":\"grocer.\"}]}")
          .to(account.queue("shop"));
      account.queue("dead");
      String queues = aws.endpoint() + "/111111111111/";
      spans = run(aws.endpoint().toString(), queues + "shop", queues + "dead");
    }
  }

  @Test
  void makesNoSpanOfTheAgentsOwnForWhatHandlersProcess() {
    assertThat(spans)
        .filteredOn(span -> span.kind() == OtlpSpan.CONSUMER)
        .hasSize(2 * TracedService.EVENTS)
        .allMatch(OtlpSpan::isOurs)
        .allMatch(span -> span.name().equals("process shop"));
  }

  @Test
  void isOneTraceFromTheClickToTheLastHandler() {
    OtlpSpan click =
        spans.stream().filter(span -> span.name().equals("click")).findFirst().orElseThrow();

    assertThat(spans)
        .filteredOn(OtlpSpan::isOurs)
        .allMatch(span -> span.traceId().equals(click.traceId()));
    Set<String> producers =
        spans.stream()
            .filter(span -> span.kind() == OtlpSpan.PRODUCER)
            .map(OtlpSpan::id)
            .collect(Collectors.toSet());
    assertThat(producers).hasSize(2 * TracedService.EVENTS);
    assertThat(spans)
        .filteredOn(span -> span.kind() == OtlpSpan.CONSUMER)
        .allMatch(span -> producers.contains(span.parent()));
  }

  /** Those of an event that is published by itself, and of a batch; the agent makes them. */
  @Test
  void hasTheRequestsBelowTheSpansThatPublish() {
    Set<String> requests =
        spans.stream()
            .filter(span -> span.name().equals("EventBridge.PutEvents") && !span.isOurs())
            .map(OtlpSpan::parent)
            .collect(Collectors.toSet());

    assertThat(spans)
        .filteredOn(span -> span.isOurs() && requests.contains(span.id()))
        .extracting(OtlpSpan::kind)
        .contains(OtlpSpan.PRODUCER, OtlpSpan.CLIENT);
  }

  private static List<OtlpSpan> run(String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-javaagent:" + AGENT,
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dotel.service.name=shop",
                "-Dotel.traces.exporter=logging-otlp",
                "-Dotel.metrics.exporter=none",
                "-Dotel.logs.exporter=none",
                "-cp",
                System.getProperty("java.class.path"),
                TracedService.class.getName()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (var output = process.inputReader(StandardCharsets.UTF_8)) {
      List<String> lines = output.lines().toList();
      assertThat(process.waitFor()).as(() -> String.join("\n", lines)).isZero();
      return lines.stream().flatMap(line -> OtlpSpan.in(line).stream()).toList();
    } finally {
      process.destroyForcibly();
    }
  }
}
