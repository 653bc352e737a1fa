// SPDX-License-Identifier: Apache-2.0
package io.busbar.benchmarks.cache;

import io.busbar.benchmarks.harness.Contender;
import io.busbar.benchmarks.harness.Figures;
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

/** One method of a JMH class. As a contender each of its rounds is a JVM of its own. */
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
    RunResult result = run(1);
    bytes.add(result.getSecondaryResults().get("gc.alloc.rate.norm").getScore());
    return result.getPrimaryResult().getScore();
  }

  /** Allocated for each operation, round by round. */
  Figures bytes() {
    return new Figures(bytes);
  }

  /** All rounds in one JVM, for what is compared with nothing. */
  Figures inOneJvm() throws RunnerException {
    return new Figures(
        run(Rounds.isQuick() ? 5 : 11).getBenchmarkResults().stream()
            .flatMap(fork -> fork.getIterationResults().stream())
            .map(iteration -> iteration.getPrimaryResult().getScore())
            .toList());
  }

  private RunResult run(int iterations) throws RunnerException {
    return new Runner(
            new OptionsBuilder()
                .include(benchmark.getName() + "\\." + method + "$")
                .verbosity(VerboseMode.SILENT)
                .forks(1)
                .threads(threads)
                // Shorter, and the slower sides would be measured before they are compiled.
                .warmupIterations(4)
                .warmupTime(TimeValue.milliseconds(Rounds.isQuick() ? 300 : 1_000))
                .measurementIterations(iterations)
                .measurementTime(TimeValue.milliseconds(Rounds.isQuick() ? 300 : 3_000))
                .addProfiler(GCProfiler.class)
                .build())
        .runSingle();
  }
}
