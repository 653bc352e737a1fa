// SPDX-License-Identifier: Apache-2.0
package io.busbar.benchmarks.tracing;

import io.busbar.benchmarks.harness.Contender;
import io.busbar.benchmarks.harness.Rounds;
import java.util.function.Supplier;

/** Nanoseconds for one call, over a round of calls. */
final class Loop implements Contender {
  private static final int CALLS = Rounds.isQuick() ? 400_000 : 2_000_000;

  private final Supplier<Object> call;

  /** Where results go, so that no call can be left out. */
  private Object last = "";

  Loop(Supplier<Object> call) {
    this.call = call;
  }

  @Override
  public double measure() {
    long start = System.nanoTime();
    for (int i = 0; i < CALLS; i++) {
      last = call.get();
    }
    long nanos = System.nanoTime() - start;
    if (last == this) {
      throw new IllegalStateException("Nobody gives this back; but now the result is read.");
    }
    return nanos / (double) CALLS;
  }
}
