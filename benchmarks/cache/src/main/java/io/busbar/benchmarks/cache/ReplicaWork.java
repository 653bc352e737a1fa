// SPDX-License-Identifier: Apache-2.0
package io.busbar.benchmarks.cache;

import io.busbar.cache.replica.FanOut;
import io.busbar.cache.replica.ReplicaCache;
import io.busbar.cache.replica.Version;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A replica of 100,000 customers: newer states come in, and what is here is looked up. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class ReplicaWork {
  private static final int CUSTOMERS = 100_000;
  private final ReplicaCache<String, String> replica =
      ReplicaCache.<String, String>builder("plans", FanOut.QUEUE_PER_INSTANCE)
          .maximumSize(CUSTOMERS * 2L)
          .build();

  private final String[] customers = new String[CUSTOMERS];
  private final AtomicLong version = new AtomicLong();

  public ReplicaWork() {
    for (int customer = 0; customer < CUSTOMERS; customer++) {
      customers[customer] = "user-" + customer;
      replica.apply(customers[customer], Version.of(version.incrementAndGet()), "basic");
    }
  }

  /** Jumps about, so that the next customer is not the neighbour in memory. */
  @State(Scope.Thread)
  public static class Walk {
    private static final int STEP = 7_919;
    private int at;

    int next() {
      at = (at + STEP) % CUSTOMERS;
      return at;
    }
  }

  @Benchmark
  public Object applies(Walk walk) {
    return replica.apply(customers[walk.next()], Version.of(version.incrementAndGet()), "premium");
  }

  @Benchmark
  public Object reads(Walk walk) {
    return replica.lookup(customers[walk.next()]);
  }
}
