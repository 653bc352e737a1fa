// SPDX-License-Identifier: Apache-2.0
package io.busbar.benchmarks.schema;

import io.busbar.benchmarks.harness.Contender;
import io.busbar.benchmarks.harness.Rounds;
import java.util.concurrent.Callable;

/** Nanoseconds for one call, over a second of calls; shorter when it is a first look. */
final class Timed implements Contender {
  private static final long ROUND = Rounds.isQuick() ? 700_000_000L : 2_000_000_000L;
  private static final int BETWEEN_LOOKS = 500;
  private final Callable<?> work;

  /** Keeps the work from being optimised away. */
  private int seen;

  Timed(Callable<?> work) {
    this.work = work;
  }

  @Override
  public double measure() throws Exception {
    long start = System.nanoTime();
    long calls = 0;
    long passed = 0;
    while (passed < ROUND) {
      for (int i = 0; i < BETWEEN_LOOKS; i++) {
        seen += work.call() == this ? 1 : 0;
      }
      calls += BETWEEN_LOOKS;
      passed = System.nanoTime() - start;
    }
    if (seen > calls) {
      throw new IllegalStateException("Nothing was done.");
    }
    return (double) passed / calls;
  }
}
