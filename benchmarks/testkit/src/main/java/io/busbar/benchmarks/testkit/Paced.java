// SPDX-License-Identifier: Apache-2.0
package io.busbar.benchmarks.testkit;

import io.busbar.benchmarks.harness.Contender;
import java.time.Duration;

/** Repeats its work for the length of a round; the figure is a rate per second. */
abstract class Paced implements Contender {
  private final long roundNanos;

  Paced(Duration round) {
    this.roundNanos = round.toNanos();
  }

  /** Does a piece of the work that takes no longer than some milliseconds; how much it was. */
  abstract int work() throws Exception;

  @Override
  public double measure() throws Exception {
    long start = System.nanoTime();
    long done = 0;
    long elapsed;
    do {
      done += work();
      elapsed = System.nanoTime() - start;
    } while (elapsed < roundNanos);
    return done * 1e9 / elapsed;
  }
}
