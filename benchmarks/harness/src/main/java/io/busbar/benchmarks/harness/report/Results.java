// SPDX-License-Identifier: Apache-2.0
package io.busbar.benchmarks.harness.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The newest figure of each name, in {@code results.tsv}; a run replaces what it measured. Not
 * thread-safe.
 */
final class Results {
  private static final String HEADER = "name\tmedian\tlowest\thighest\tform\tdate\tjdk\tmachine";
  private final Map<String, Result> byName = new LinkedHashMap<>();

  static Results read(Path file) throws IOException {
    Results results = new Results();
    if (Files.exists(file)) {
      Files.readAllLines(file).stream()
          .skip(1)
          .filter(row -> !row.isBlank())
          .map(Result::ofRow)
          .forEach(results::put);
    }
    return results;
  }

  void write(Path file) throws IOException {
    List<String> lines = new ArrayList<>(List.of(HEADER));
    byComparison().values().forEach(each -> each.forEach(result -> lines.add(result.row())));
    Files.writeString(file, String.join("\n", lines) + "\n");
  }

  /**
   * Takes over all figures of what comparisons printed.
   *
   * @return how many there were
   */
  int take(Collection<String> lines, Result.Origin origin) {
    List<Result> found =
        lines.stream().flatMap(line -> Result.parse(line, origin).stream()).toList();
    found.forEach(this::put);
    return found.size();
  }

  private void put(Result result) {
    byName.put(result.name(), result);
  }

  /** Comparisons by name, their figures in the order in which they were first printed. */
  Map<String, List<Result>> byComparison() {
    Map<String, List<Result>> all = new TreeMap<>();
    byName
        .values()
        .forEach(
            result ->
                all.computeIfAbsent(result.comparison(), name -> new ArrayList<>()).add(result));
    return all;
  }
}
