// SPDX-License-Identifier: Apache-2.0
package io.busbar.benchmarks.localaws;

import static java.util.Objects.requireNonNull;

import io.busbar.benchmarks.harness.Figures;
import io.busbar.benchmarks.harness.Rounds;
import java.io.BufferedReader;
import java.io.IOException;

/** Prints how fast LocalAws starts and how many events a second it carries. */
public final class LocalAwsFigures {
  private static final int EVENTS = Rounds.isQuick() ? 5_000 : 50_000;

  private LocalAwsFigures() {}

  public static void main(String[] arguments) throws Exception {
    Figures starts =
        requireNonNull(
            Rounds.standard().contender("start", LocalAwsFigures::coldStart).run().get("start"));
    try (PutToReceive events = new PutToReceive()) {
      Figures rates =
          requireNonNull(
              Rounds.standard()
                  .contender("events", () -> events.eventsPerSecond(EVENTS))
                  .run()
                  .get("events"));
      starts.print("local-aws.start-ms");
      rates.print("local-aws.put-to-receive-events-per-s");
    }
    System.exit(0);
  }

  /** In a JVM as a test has it: small and quick to compile. */
  private static double coldStart() throws IOException, InterruptedException {
    Process jvm =
        new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-cp",
                System.getProperty("java.class.path"),
                ColdStart.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader output = jvm.inputReader()) {
      double millis = Double.parseDouble(String.valueOf(output.readLine()));
      jvm.waitFor();
      return millis;
    }
  }
}
