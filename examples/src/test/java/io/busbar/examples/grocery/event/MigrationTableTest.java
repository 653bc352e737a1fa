// SPDX-License-Identifier: Apache-2.0
package io.busbar.examples.grocery.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.core.EventName;
import io.busbar.schema.EventSchema;
import io.busbar.schema.compatibility.Compatibility;
import io.busbar.schema.compatibility.Direction;
import io.busbar.schema.compatibility.Reading;
import io.busbar.schema.registry.EventRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The verdicts of the migration guide in docs/schema.md are those of the order event's schemas. */
class MigrationTableTest {
  private static final List<EventSchema> VERSIONS =
      List.copyOf(
          EventRegistry.builder(Path.of("events"))
              .build()
              .schemas(new EventName("grocer.customer-web", "Order Placed")));

  static List<List<String>> steps() throws IOException {
    List<List<String>> steps =
        Files.readString(Path.of("../docs/schema.md"))
            .lines()
            .dropWhile(line -> !line.startsWith("| step |"))
            .skip(2)
            .takeWhile(line -> line.startsWith("|"))
            .map(line -> Arrays.stream(line.split("\\|", -1)).map(String::strip).toList())
            .toList();
    assertThat(steps).hasSize(7);
    return steps;
  }

  @ParameterizedTest
  @MethodSource("steps")
  void judgesAsTheGuideSays(List<String> step) {
    EventSchema from = VERSIONS.get(step.get(1).charAt(0) - '1');
    EventSchema to = VERSIONS.get(step.get(1).charAt(step.get(1).length() - 1) - '1');

    assertThat(rules(from, to, Direction.BACKWARD)).isEqualTo(step.get(2));
    assertThat(rules(from, to, Direction.FORWARD)).isEqualTo(step.get(3));
    assertThat(step.get(4)).hasSizeGreaterThan(20);
  }

  private static String rules(EventSchema from, EventSchema to, Direction direction) {
    String rules =
        Compatibility.findings(from, to, direction, Reading.TOLERANT).stream()
            .map(finding -> finding.rule().name())
            .distinct()
            .collect(Collectors.joining(", "));
    return rules.isEmpty() ? "ok" : rules;
  }
}
