// SPDX-License-Identifier: Apache-2.0
package io.busbar.benchmarks.consumer.comparison;

import io.busbar.benchmarks.harness.Figures;
import io.busbar.benchmarks.harness.Rounds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * From a message's text to the handler's call, by JMH. Each measurement is a process of its own, so
 * that the sides can take turns although they do not fit on one class path.
 */
final class DispatchComparison {
  private static final String FLOOR = "jacksonReadValue";
  private static final String OURS = "busbar";

  private final ClassPaths classPaths;

  DispatchComparison(ClassPaths classPaths) {
    this.classPaths = classPaths;
  }

  void run() throws Exception {
    Map<String, Figures> nanos =
        Rounds.withoutWarmUp()
            .contender(FLOOR, () -> nanos("comparison", FLOOR))
            .contender("tree", () -> nanos("comparison", "tree"))
            .contender("axonAdapter", () -> nanos("axon", "axonAdapter"))
            .contender("springEventPublisher", () -> nanos("spring", "springEventPublisher"))
            .contender(OURS, () -> nanos("comparison", OURS))
            .run();
    nanos.get(OURS).over(nanos.get(FLOOR)).print("consumer.decode-dispatch-vs-floor");
    nanos.forEach((side, each) -> each.print("consumer.decode-dispatch-ns." + side));
  }

  /** Average of one operation. */
  private double nanos(String module, String method) throws IOException, InterruptedException {
    Path scores = Files.createTempFile("busbar-bench", ".csv");
    try {
      String iterations = Rounds.isQuick() ? "5" : "10";
      String time = Rounds.isQuick() ? "200ms" : "400ms";
      List<String> options =
          List.of(
              "\\." + method + "$",
              "-f",
              "0",
              "-v",
              "SILENT",
              "-wi",
              iterations,
              "-w",
              time,
              "-i",
              "2",
              "-r",
              time,
              "-rf",
              "csv",
              "-rff",
              scores.toString());
      Process process =
          classPaths
              .java(module, "org.openjdk.jmh.Main", options)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (process.waitFor() != 0) {
        throw new IOException("JMH has failed on " + method + " of module " + module + ".");
      }
      return score(Files.readAllLines(scores));
    } finally {
      Files.delete(scores);
    }
  }

  /** The column of that name in the one line of results. */
  private static double score(List<String> lines) {
    int column = List.of(lines.get(0).split(",")).indexOf("\"Score\"");
    return Double.parseDouble(lines.get(1).split(",")[column]);
  }
}
