// SPDX-License-Identifier: Apache-2.0
package io.busbar.examples.grocery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.busbar.core.BusbarConfig;
import io.busbar.core.OutgoingEvent;
import io.busbar.core.PublishResult;
import io.busbar.core.publish.PublishPipeline;
import io.busbar.examples.grocery.EventsFile.EventLine;
import io.busbar.examples.grocery.EventsFile.Line;
import io.busbar.examples.grocery.EventsFile.MalformedLine;
import io.busbar.publisher.EventBridgePublisher;
import io.busbar.testkit.aws.LocalAws;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Publishes a file of events through the central bus and tells which rules matched each of them.
 */
public final class EventsFileRun {
  private final PrintStream out;

  /** Reports on {@code out}. */
  public EventsFileRun(PrintStream out) {
    this.out = out;
  }

  /**
   * Runs the file.
   *
   * @param rules a JSON object of rule name to event pattern; null takes the platform's own
   * @return whether every line was an event that the bus took
   */
  public boolean run(Path events, @Nullable Path rules) throws IOException {
    List<Line> lines = EventsFile.read(events);
    try (LocalAws aws = LocalAws.start();
        AwsClients hub = new AwsClients(aws.endpoint(), Account.EVENT_BUS)) {
      RuleProbe probe = RuleProbe.deploy(hub, rules(rules), out);
      Map<Integer, PublishResult> results = publish(hub, lines);
      return report(lines, results, probe);
    }
  }

  private static Map<String, String> rules(@Nullable Path file) throws IOException {
    Map<String, String> patterns = new LinkedHashMap<>();
    if (file == null) {
      Routing.TABLE.forEach(routing -> patterns.put(routing.ruleName(), routing.pattern()));
      return patterns;
    }
    JsonNode rules = new ObjectMapper().readTree(file.toFile());
    if (!rules.isObject()) {
      throw new IOException(
          file + " is not a JSON object. Write {\"rule name\": {event pattern}, …}.");
    }
    for (Map.Entry<String, JsonNode> rule : rules.properties()) {
      patterns.put(
          rule.getKey(),
          rule.getValue().isTextual() ? rule.getValue().textValue() : rule.getValue().toString());
    }
    return patterns;
  }

  private static Map<Integer, PublishResult> publish(AwsClients hub, List<Line> lines) {
    List<EventLine> events =
        lines.stream().filter(EventLine.class::isInstance).map(EventLine.class::cast).toList();
    PublishPipeline pipeline = PublishPipeline.of(BusbarConfig.of("events-file"));
    Map<Integer, PublishResult> results = new TreeMap<>();
    try (EventBridgePublisher publisher =
        EventBridgePublisher.builder(hub.eventBridge(), Account.CENTRAL_BUS).build(pipeline)) {
      List<PublishResult> answers =
          publisher.publishAll(events.stream().map(EventLine::event).toList());
      for (int i = 0; i < events.size(); i++) {
        results.put(events.get(i).number(), answers.get(i));
      }
    }
    return results;
  }

  private boolean report(List<Line> lines, Map<Integer, PublishResult> results, RuleProbe probe) {
    Map<String, List<String>> matches = probe.matches();
    Map<String, Integer> counts = new TreeMap<>();
    int unsafe = 0;
    for (Line line : lines) {
      String text = describe(line, results.get(line.number()), probe, matches, counts);
      unsafe += text.contains(" → ") ? 0 : 1;
      out.printf("line %d: %s%n", line.number(), text);
    }
    out.printf("%nMatches by rule%n");
    probe.rules().forEach(rule -> out.printf("  %-32s %6d%n", rule, counts.getOrDefault(rule, 0)));
    out.printf(
        "%nevents: lines=%d accepted=%d refused-or-malformed=%d%n",
        lines.size(), lines.size() - unsafe, unsafe);
    return unsafe == 0;
  }

  private static String describe(
      Line line,
      @Nullable PublishResult result,
      RuleProbe probe,
      Map<String, List<String>> matches,
      Map<String, Integer> counts) {
    if (line instanceof MalformedLine malformed) {
      return "malformed: " + malformed.reason();
    }
    if (result instanceof PublishResult.Rejected rejected) {
      return String.format("refused: %s: %s", rejected.code(), rejected.message());
    }
    OutgoingEvent event = ((EventLine) line).event();
    String bus = event.bus();
    if (bus != null && !probe.busExists(bus)) {
      return String.format(
          "lost: the bus '%s' does not exist; EventBridge answers with an event id all the same, and drops the event",
          bus);
    }
    List<String> rules =
        result instanceof PublishResult.Accepted accepted
            ? matches.getOrDefault(accepted.busEventId(), List.of())
            : List.of();
    rules.forEach(rule -> counts.merge(rule, 1, Integer::sum));
    return event.name() + " → " + (rules.isEmpty() ? "no rule" : String.join(", ", rules));
  }
}
