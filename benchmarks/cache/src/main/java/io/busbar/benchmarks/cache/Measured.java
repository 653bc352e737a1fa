// SPDX-License-Identifier: Apache-2.0
package io.busbar.benchmarks.cache;

import io.busbar.benchmarks.harness.Contender;
import io.busbar.benchmarks.harness.Rounds;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** One method of a JMH class; each round is a JVM of its own. */
final class Measured implements Contender {
  private final Class<?> benchmark;
  private final String method;
  private final int threads;
  private final List<Double> bytes = new ArrayList<>();

  Measured(Class<?> benchmark, String method, int threads) {
    this.benchmark = benchmark;
    this.method = method;
    this.threads = threads;
  }

  @Override
  public double measure() throws RunnerException {
    int millis = Rounds.isQuick() ? 200 : 1_000;
    RunResult result =
        new Runner(
                new OptionsBuilder()
                    .include(benchmark.getName() + "\\." + method + "$")
                    .verbosity(VerboseMode.SILENT)
                    .forks(1)
                    .threads(threads)
                    .warmupIterations(2)
                    .warmupTime(TimeValue.milliseconds(millis))
                    .measurementIterations(2)
                    .measurementTime(TimeValue.milliseconds(millis))
                    .addProfiler(GCProfiler.class)
                    .build())
            .runSingle();
    bytes.add(result.getSecondaryResults().get("gc.alloc.rate.norm").getScore());
    return result.getPrimaryResult().getScore();
  }

  /** Allocated for each operation, round by round. */
  List<Double> bytes() {
    return bytes;
  }
}
