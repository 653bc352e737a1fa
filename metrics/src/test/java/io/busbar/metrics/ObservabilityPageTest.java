// SPDX-License-Identifier: Apache-2.0
package io.busbar.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The page, the dashboard and the alerts know the meters that there are, and no others. */
class ObservabilityPageTest {
  private static final Path DOCS = root().resolve("docs");
  private static final Pattern ROW =
      Pattern.compile("^\\| `([a-z_.]+)` \\| (\\w+) \\| (.*?) \\| (.*) \\|$", Pattern.MULTILINE);
  private static final Pattern LABELS =
      Pattern.compile("\\{([^}]*)}|\\b(?:by|without) *\\(([^)]*)\\)");
  private static final Pattern LABEL = Pattern.compile("[a-z_]+(?= *(?:=|!=|=~|!~|,|$))");
  private static final Pattern NAME = Pattern.compile("\\b(?:messaging|busbar)_[a-z_]+");

  @Test
  void listsEveryMeterWithItsKindItsTagsAndItsMeaning() throws IOException {
    List<String> expected =
        Arrays.stream(BusbarMeter.values())
            .map(
                meter ->
                    row(
                        meter.id,
                        meter.kind.name().toLowerCase(java.util.Locale.ROOT),
                        tags(meter),
                        meter.description))
            .sorted()
            .toList();

    assertThat(rows()).isEqualTo(expected);
  }

  @Test
  void drawsOnTheDashboardWhatExists() throws IOException {
    List<String> queries = new ArrayList<>();
    // JSON is YAML.
    collect(yaml(Files.readString(DOCS.resolve("operations/grafana-dashboard.json"))), queries);

    assertThat(queries).hasSizeGreaterThan(15);
    assertKnown(queries);
  }

  @Test
  void alertsOnWhatExists() throws IOException {
    String text = Files.readString(DOCS.resolve("operations/prometheus-alerts.yml"));
    List<String> queries = new ArrayList<>();
    collect(yaml(text), queries);

    assertThat(text).contains("alert: BusbarEventsRejected");
    assertThat(queries).hasSizeGreaterThan(8);
    assertKnown(queries);
  }

  /** So that the checks above can fail. */
  @Test
  void wouldNoticeANameThatDoesNotExist() {
    assertThat(names("sum by (bus) (rate(busbar_nothing_total{error_type=\"x\"}[5m]))"))
        .containsExactly("busbar_nothing_total");
    assertThat(labels("sum by (bus) (rate(busbar_nothing_total{error_type=\"x\",le=~\"1\"}[5m]))"))
        .containsExactly("bus", "error_type", "le");
    assertThat(scraped()).doesNotContain("busbar_nothing_total");
  }

  private static Object yaml(String text) {
    return new Load(LoadSettings.builder().build()).loadFromString(text);
  }

  /** All values of members called expr. */
  private static void collect(Object node, List<String> queries) {
    if (node instanceof List<?> list) {
      list.forEach(each -> collect(each, queries));
    } else if (node instanceof Map<?, ?> map) {
      map.values().forEach(each -> collect(each, queries));
      if (map.get("expr") instanceof String query) {
        queries.add(query);
      }
    }
  }

  private static void assertKnown(List<String> queries) {
    Set<String> known = scraped();
    Set<String> keys =
        Arrays.stream(BusbarMeter.values())
            .flatMap(meter -> meter.tags.stream())
            .map(key -> key.replace('.', '_'))
            .collect(Collectors.toSet());
    keys.addAll(List.of("le", "job", "instance"));
    for (String query : queries) {
      assertThat(names(query)).as(query).isNotEmpty().isSubsetOf(known);
      assertThat(labels(query)).as(query).isSubsetOf(keys);
    }
  }

  private static Set<String> names(String query) {
    Matcher names = NAME.matcher(LABELS.matcher(query).replaceAll(""));
    Set<String> found = new TreeSet<>();
    while (names.find()) {
      found.add(names.group());
    }
    return found;
  }

  private static Set<String> labels(String query) {
    Set<String> found = new TreeSet<>();
    Matcher groups = LABELS.matcher(query);
    while (groups.find()) {
      String inside = groups.group(1) == null ? groups.group(2) : groups.group(1);
      Matcher labels = LABEL.matcher(inside.replaceAll("\"[^\"]*\"", "").strip());
      while (labels.find()) {
        found.add(labels.group());
      }
    }
    return found;
  }

  private static Set<String> scraped() {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    registry.config().meterFilter(MicrometerInstruments.histograms());
    Everything.tell(MicrometerInstruments.of(registry));
    return registry
        .scrape()
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.replaceAll("[{ ].*", ""))
        .collect(Collectors.toSet());
  }

  private static List<String> rows() throws IOException {
    Matcher rows = ROW.matcher(Files.readString(DOCS.resolve("observability.md")));
    Set<String> found = new TreeSet<>();
    while (rows.find()) {
      found.add(row(rows.group(1), rows.group(2), rows.group(3), rows.group(4)));
    }
    return List.copyOf(found);
  }

  private static String row(String id, String kind, String tags, String description) {
    return String.join(" | ", id, kind, tags, description);
  }

  private static String tags(BusbarMeter meter) {
    return meter.tags.isEmpty()
        ? "none"
        : meter.tags.stream().map(tag -> '`' + tag + '`').collect(Collectors.joining(", "));
  }

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("LICENSE"))) {
      folder = folder.getParent();
    }
    return folder;
  }
}
