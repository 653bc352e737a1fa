// SPDX-License-Identifier: Apache-2.0
package io.busbar.benchmarks.harness.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The part of benchmarks/README.md that is made, between its two marks. */
final class Page {
  static final String BEGIN = "<!-- made by -Dbench=all and -Dbench=report: begin -->";
  static final String END = "<!-- end -->";
  private final Map<String, Target> targets;
  private final StringBuilder text = new StringBuilder();

  Page(Map<String, Target> targets) {
    this.targets = targets;
  }

  /** What is between the marks of a page becomes {@code made}. */
  static String replace(String page, String made) {
    int begin = page.indexOf(BEGIN);
    int end = page.indexOf(END, Math.max(0, begin));
    if (begin < 0 || end < 0) {
      throw new IllegalArgumentException(
          "The page has no '"
              + BEGIN
              + "' with an '"
              + END
              + "' behind it. Put both back where the table belongs.");
    }
    return page.substring(0, begin + BEGIN.length()) + "\n" + made + page.substring(end);
  }

  /** A comparison: how it was measured, its figures, and its chart if it has one. */
  Page comparison(String name, List<Result> results, List<String> peers, boolean chart) {
    line("");
    line("### " + name);
    line("");
    origins(results).forEach((origin, figures) -> line(describe(origin, figures, results.size())));
    if (!peers.isEmpty()) {
      line("With " + String.join(", ", peers) + ".");
    }
    line("");
    line("| figure | median | lowest..highest | should be | |");
    line("|---|---|---|---|---|");
    results.stream().filter(result -> !result.isOfAContender()).forEach(this::row);
    if (chart) {
      line("");
      line("![" + name + ": what each contender needed](charts/" + name + ".svg)");
    }
    return this;
  }

  private void row(Result result) {
    Target target = targets.get(result.name());
    String verdict = target == null ? "" : target.isMetBy(result) ? "met" : "**missed**";
    line(
        "| "
            + String.join(
                " | ",
                "`" + result.figure() + "`",
                result.median(),
                result.low() + ".." + result.high(),
                target == null ? "" : target.text(),
                verdict)
            + " |");
  }

  private static Map<Result.Origin, List<String>> origins(List<Result> results) {
    Map<Result.Origin, List<String>> origins = new LinkedHashMap<>();
    results.forEach(
        result ->
            origins
                .computeIfAbsent(result.origin(), origin -> new ArrayList<>())
                .add("`" + result.figure() + "`"));
    return origins;
  }

  /** Figures that came from another run than the rest are named. */
  private static String describe(Result.Origin origin, List<String> figures, int all) {
    String text =
        String.join(" · ", origin.date(), origin.form() + " form", origin.machine(), origin.jdk());
    return figures.size() == all ? text + "." : text + ": " + String.join(", ", figures) + ".";
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  String text() {
    return text + "\n";
  }
}
