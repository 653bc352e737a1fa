// SPDX-License-Identifier: Apache-2.0
package io.busbar.examples.grocery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole platform is killed again and again; the bus and the database files are all that
 * remains.
 */
class GroceryCrashTest {
  private static final int KILLS = 10;
  private static final int UPGRADES = 200;
  private static final String EXPECTED =
      "demo: upgrades=200 charged=198 activated=198 rejected=2 reserved=198 shown=200 high-priority-orders=198 "
          + "duplicate-effects=0 lost=0 order-versions=7 ok";

  @TempDir Path folder;

  @Test
  void completesEveryUpgradeOnceThoughItIsKilledTenTimes() throws Exception {
    long seed = Long.getLong("busbar.seed", System.nanoTime());
    Random random = new Random(seed);
    Process aws = java(CrashTestAws.class.getName(), List.of());
    try {
      String endpoint = firstLine(aws);
      int killedAtWork = 0;
      for (int i = 0; i < KILLS; i++) {
        killedAtWork += killSoon(platform(endpoint), random) ? 1 : 0;
      }
      String last = lastLine(platform(endpoint));

      assertThat(last)
          .as("seed %d, killed at work %d of %d times", seed, killedAtWork, KILLS)
          .isEqualTo(EXPECTED);
      assertThat(killedAtWork).as("kills that met a platform at work, seed %d", seed).isPositive();
    } finally {
      aws.destroyForcibly().waitFor();
    }
  }

  private Process platform(String endpoint) throws IOException {
    return java(
        "io.busbar.examples.GroceryDemo",
        List.of(
            "-Ddemo.endpoint=" + endpoint, "-Ddemo.data=" + folder, "-Ddemo.upgrades=" + UPGRADES));
  }

  /** Kills without any chance to clean up, some time after the platform has begun to work. */
  private static boolean killSoon(Process platform, Random random) throws Exception {
    firstLine(platform);
    boolean ended = platform.waitFor(400 + random.nextInt(1_600), TimeUnit.MILLISECONDS);
    platform.destroyForcibly().waitFor();
    return !ended;
  }

  private static Process java(String main, List<String> options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=error"));
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private static String firstLine(Process process) throws IOException {
    return String.valueOf(reader(process).readLine());
  }

  private static String lastLine(Process process) throws IOException {
    String last = "";
    BufferedReader lines = reader(process);
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      last = line;
    }
    return last;
  }

  private static BufferedReader reader(Process process) {
    return process.inputReader(StandardCharsets.UTF_8);
  }
}
