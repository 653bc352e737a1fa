// SPDX-License-Identifier: Apache-2.0
package io.busbar.benchmarks.harness.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs all comparisons, or takes the {@code result:} lines of saved logs, and writes {@code
 * results.tsv}, {@code charts/} and the made part of {@code README.md} in {@code benchmarks/}.
 * Figures that were not measured again stay as they are.
 */
public final class Report {
  private final Path benchmarks;
  private final boolean quick;

  Report(Path benchmarks, boolean quick) {
    this.benchmarks = benchmarks;
    this.quick = quick;
  }

  /**
   * Runs, or takes what was saved.
   *
   * @param arguments the folder benchmarks, {@code all} or {@code report}, Maven's command, and the
   *     names of comparisons (all if there are none) or the logs, with commas between them
   */
  public static void main(String[] arguments) throws Exception {
    Path benchmarks = Path.of(arguments[0]).toAbsolutePath().normalize();
    Report report = new Report(benchmarks, Boolean.getBoolean("bench.quick"));
    List<String> chosen =
        arguments.length < 4
            ? List.of()
            : Arrays.stream(arguments[3].split(",")).filter(word -> !word.isBlank()).toList();
    List<String> failed = new ArrayList<>();
    if (arguments[1].equals("all")) {
      failed.addAll(
          report.runAll(new Comparisons(report.benchmarks, arguments[2], System.out), chosen));
    } else {
      report.takeLogs(chosen);
    }
    if (!failed.isEmpty()) {
      System.out.println("These comparisons failed, or printed no figures: " + failed);
      System.exit(1);
    }
  }

  /** Each comparison is written down when it ends, so that a later one can fail or be stopped. */
  private List<String> runAll(Comparisons comparisons, List<String> chosen) throws Exception {
    List<String> failed = new ArrayList<>();
    for (String name : chosen.isEmpty() ? comparisons.names() : chosen) {
      long start = System.nanoTime();
      Comparisons.Run run = comparisons.run(name, quick);
      long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
      int figures = take(run.lines(), today());
      System.out.printf("%s: %d figures in %d s%n", name, figures, seconds);
      if (run.code() != 0 || figures == 0) {
        failed.add(name);
      }
    }
    return failed;
  }

  private void takeLogs(List<String> logs) throws IOException {
    if (logs.isEmpty()) {
      throw new IllegalArgumentException(
          "There is no log to take figures from. Name them with -Dbench.log=FILE[,FILE…].");
    }
    for (String log : logs) {
      Path file = Path.of(log);
      LocalDate date =
          LocalDate.ofInstant(Files.getLastModifiedTime(file).toInstant(), ZoneOffset.UTC);
      System.out.printf("%s: %d figures%n", log, take(Files.readAllLines(file), date.toString()));
    }
  }

  private static String today() {
    return LocalDate.now(ZoneOffset.UTC).toString();
  }

  /** Takes figures over and writes everything anew. */
  int take(List<String> lines, String date) throws IOException {
    Path file = benchmarks.resolve("results.tsv");
    Results results = Results.read(file);
    int figures =
        results.take(
            lines,
            new Result.Origin(quick ? "quick" : "full", date, Machine.jdk(), Machine.text()));
    if (figures > 0) {
      results.write(file);
      writePage(results);
    }
    return figures;
  }

  private void writePage(Results results) throws IOException {
    Page page = new Page(Target.read(benchmarks.resolve("targets.txt")));
    Path charts = Files.createDirectories(benchmarks.resolve("charts"));
    for (Map.Entry<String, List<Result>> each : results.byComparison().entrySet()) {
      String name = each.getKey();
      List<Panel> panels = Panel.of(each.getValue());
      if (!panels.isEmpty()) {
        Files.writeString(charts.resolve(name + ".svg"), Chart.svg(name, panels));
      }
      page.comparison(name, each.getValue(), Peers.of(benchmarks, name), !panels.isEmpty());
    }
    Path readme = benchmarks.resolve("README.md");
    Files.writeString(readme, Page.replace(Files.readString(readme), page.text()));
  }
}
