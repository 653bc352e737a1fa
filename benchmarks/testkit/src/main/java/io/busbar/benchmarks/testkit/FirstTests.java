// SPDX-License-Identifier: Apache-2.0
package io.busbar.benchmarks.testkit;

import io.busbar.benchmarks.harness.Figures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Scanner;

/**
 * Milliseconds of the first test of a JVM, and of the next ones. Each figure is of a JVM of its own.
 */
record FirstTests(Figures first, Figures next) {

  static FirstTests measure(int jvms) throws IOException, InterruptedException {
    List<Double> first = new ArrayList<>();
    List<Double> next = new ArrayList<>();
    for (int jvm = 0; jvm < jvms; jvm++) {
      try (Scanner figures = new Scanner(run()).useLocale(Locale.ROOT)) {
        first.add(figures.nextDouble());
        next.add(figures.nextDouble());
      }
    }
    return new FirstTests(new Figures(first), new Figures(next));
  }

  private static String run() throws IOException, InterruptedException {
    Process jvm =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=off",
                "-cp",
                System.getProperty("java.class.path"),
                FirstTest.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String figures = new String(jvm.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (jvm.waitFor() != 0) {
      throw new IllegalStateException("The JVM of the first test has failed.");
    }
    return figures;
  }
}
