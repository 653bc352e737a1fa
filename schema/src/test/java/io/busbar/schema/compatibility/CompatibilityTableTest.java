// SPDX-License-Identifier: Apache-2.0
package io.busbar.schema.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.schema.Docs;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The verdicts of docs/compatibility.md are those of the code: each change, both ways, both
 * readings.
 */
class CompatibilityTableTest {
  private static final String OK = "ok";

  /** One row of the page. */
  record Row(String change, String backward, String forward, String reason) {
    @Override
    public String toString() {
      return change;
    }

    static Row of(List<String> cells) {
      return new Row(cells.get(0), cells.get(1), cells.get(2), cells.get(3));
    }
  }

  static List<Row> rows() {
    return Docs.table("compatibility.md", "| change |", 4).stream().map(Row::of).toList();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void judgesAsThePageSays(Row row) {
    Changes.Change change = Changes.named(row.change());

    assertThat(verdict(change, Direction.BACKWARD)).as("backward").isEqualTo(row.backward());
    assertThat(verdict(change, Direction.FORWARD)).as("forward").isEqualTo(row.forward());
    assertThat(row.reason()).as("reason").hasSizeGreaterThan(20);
  }

  @Test
  void knowsEveryChangeOfThePage() {
    assertThat(rows()).hasSizeGreaterThanOrEqualTo(40);
    assertThat(rows()).extracting(Row::change).containsExactlyElementsOf(Changes.names());
  }

  @Test
  void showsEveryRuleThatASchemaCanBreak() {
    Set<String> shown = new TreeSet<>();
    rows()
        .forEach(
            row -> shown.addAll(List.of((row.backward() + " " + row.forward()).split("[^A-Z_]+"))));

    Set<String> ofSchemas = new TreeSet<>();
    for (Rule rule : Rule.values()) {
      if (rule.compareTo(Rule.NOT_DECIDABLE) <= 0) {
        ofSchemas.add(rule.name());
      }
    }
    assertThat(shown).containsAll(ofSchemas);
  }

  /** In the words of the page: the tolerant reading, and the strict one where it differs. */
  private static String verdict(Changes.Change change, Direction direction) {
    String tolerant = rules(change, direction, Reading.TOLERANT);
    String strict = rules(change, direction, Reading.STRICT);
    return tolerant.equals(strict) ? tolerant : tolerant + "; strict: " + strict;
  }

  private static String rules(Changes.Change change, Direction direction, Reading reading) {
    String rules =
        Compatibility.findings(change.before(), change.after(), direction, reading).stream()
            .map(finding -> finding.rule().name())
            .distinct()
            .sorted()
            .collect(Collectors.joining(", "));
    return rules.isEmpty() ? OK : rules;
  }
}
