// SPDX-License-Identifier: Apache-2.0
package io.busbar.benchmarks.tracing;

import io.busbar.benchmarks.harness.Rounds;
import io.busbar.core.BusbarConfig;
import io.busbar.core.handler.Delivery;
import io.busbar.core.handler.EventDispatcher;
import io.busbar.core.handler.EventDispatcherBuilder;
import io.busbar.core.handler.EventHandler;
import io.busbar.tracing.Tracing;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * What a handler's run allocates, bare and with tracing that has no SDK behind it. (Without a meter
 * registry there are no instruments: that is the bare run.) The compiler must not leave allocations
 * out, because it does so by chance: what counts is whether the code has more of them.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
public class AllocationBenchmark {
  private static final BusbarConfig CONFIG = BusbarConfig.of("orders");
  private static final String BODY =
      """
      {"version":"0","id":"e-1","detail-type":"Order Placed","source":"grocer.customer-web",\
      "account":"111111111111","time":"2026-11-23T06:00:00Z","region":"us-east-1","resources":[],\
      "detail":{"traceContext":{\
      "traceparent":"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"},\
      "orderId":"o-1","customerId":"c-1","total":7,"note":""}}""";

  private final Delivery delivery = Delivery.of(BODY, "d-1");
  private final EventDispatcher bare = dispatcher().build();
  private final EventDispatcher traced =
      dispatcher().interceptor(Tracing.global(CONFIG).build().handling()).build();

  private static EventDispatcherBuilder dispatcher() {
    return EventDispatcher.builder(CONFIG).handlers(new Orders());
  }

  /** Does nothing. */
  static final class Orders {
    @EventHandler
    void on(OrderPlaced event) {}
  }

  @Benchmark
  public Object bare() {
    return bare.dispatch(delivery);
  }

  @Benchmark
  public Object traced() {
    return traced.dispatch(delivery);
  }

  /** Runs both with JMH's gc profiler and prints bytes for a run. */
  static void run() throws RunnerException {
    Map<String, Double> bytes = new TreeMap<>();
    for (RunResult result :
        new Runner(
                new OptionsBuilder()
                    .include(AllocationBenchmark.class.getName())
                    .verbosity(VerboseMode.SILENT)
                    .addProfiler(GCProfiler.class)
                    .jvmArgsAppend("-XX:-DoEscapeAnalysis")
                    .warmupIterations(5)
                    .warmupTime(TimeValue.milliseconds(500))
                    .measurementIterations(Rounds.isQuick() ? 5 : 11)
                    .measurementTime(TimeValue.milliseconds(500))
                    .build())
            .run()) {
      String name = result.getParams().getBenchmark().replaceAll(".*\\.", "");
      result.getSecondaryResults().entrySet().stream()
          .filter(each -> each.getKey().endsWith("gc.alloc.rate.norm"))
          .forEach(each -> bytes.put(name, each.getValue().getScore()));
    }
    double bare = bytes.getOrDefault("bare", Double.NaN);
    bytes.forEach(
        (name, each) ->
            System.out.printf(
                "result: tracing.handler-bytes.%s %.1f (%+.1f)%n", name, each, each - bare));
  }
}
