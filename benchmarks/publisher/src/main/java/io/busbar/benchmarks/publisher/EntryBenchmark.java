// SPDX-License-Identifier: Apache-2.0
package io.busbar.benchmarks.publisher;

import io.busbar.benchmarks.harness.Figures;
import io.busbar.benchmarks.harness.Rounds;
import io.busbar.core.BusbarConfig;
import io.busbar.core.publish.PublishPipeline;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** What it costs the publishing thread to make a finished entry of a record. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
public class EntryBenchmark {
  private final OrderPlaced event = OrderPlaced.number(1);
  private final PublishPipeline pipeline = PublishPipeline.of(BusbarConfig.of("customer-web"));

  @Benchmark
  public Object handWritten() {
    return HandWrittenEvent.entry(event);
  }

  @Benchmark
  public Object pipeline() {
    return pipeline.prepare(event, Endpoints.BUS);
  }

  /** Runs both in JVMs of their own and prints a line for each. */
  static void run() throws RunnerException {
    int iterations = Rounds.isQuick() ? 5 : 21;
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .include(EntryBenchmark.class.getName())
                    .verbosity(VerboseMode.SILENT)
                    .warmupIterations(iterations / 2)
                    .warmupTime(TimeValue.milliseconds(500))
                    .measurementIterations(iterations)
                    .measurementTime(TimeValue.milliseconds(500))
                    .build())
            .run();
    for (RunResult result : results) {
      String method = result.getParams().getBenchmark();
      iterations(result)
          .print("publisher.entry-ns." + method.substring(method.lastIndexOf('.') + 1));
    }
  }

  private static Figures iterations(RunResult result) {
    return new Figures(
        result.getBenchmarkResults().stream()
            .flatMap(fork -> fork.getIterationResults().stream())
            .map(iteration -> iteration.getPrimaryResult().getScore())
            .toList());
  }
}
