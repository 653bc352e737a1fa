// SPDX-License-Identifier: Apache-2.0
package io.busbar.benchmarks.harness.report;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds the comparisons, and runs each as a person would: by Maven, alone. */
final class Comparisons {
  private static final Pattern NAME =
      Pattern.compile("<property>\\s*<name>bench</name>\\s*<value>([a-z0-9-]+)</value>");
  private final Path benchmarks;
  private final String maven;
  private final PrintStream out;

  Comparisons(Path benchmarks, String maven, PrintStream out) {
    this.benchmarks = benchmarks;
    this.maven = maven;
    this.out = out;
  }

  /**
   * What {@code -Dbench} takes, by the profiles of the poms: the modules', and the folder's own.
   */
  List<String> names() throws IOException {
    try (Stream<Path> files = Files.walk(benchmarks, 3)) {
      List<String> names = new ArrayList<>();
      for (Path pom : files.filter(this::isOfAComparison).sorted().toList()) {
        Matcher name = NAME.matcher(Files.readString(pom));
        while (name.find()) {
          names.add(name.group(1));
        }
      }
      return names.stream().distinct().sorted().toList();
    }
  }

  private boolean isOfAComparison(Path file) {
    Path inside = benchmarks.relativize(file);
    return inside.endsWith("pom.xml") && !inside.startsWith("harness");
  }

  /** How a run ended, and what it printed. */
  record Run(int code, List<String> lines) {}

  /** Runs a comparison to its end; what it prints is passed on as it comes. */
  Run run(String name, boolean quick) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                maven,
                "-B",
                "-q",
                "-f",
                benchmarks.resolveSibling("pom.xml").toString(),
                "-Pbench",
                "-Dbench=" + name,
                "-Dbench.quick=" + quick)
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    List<String> lines = new ArrayList<>();
    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(line);
        out.println(line);
      }
    } finally {
      process.destroy();
    }
    return new Run(process.waitFor(), lines);
  }
}
