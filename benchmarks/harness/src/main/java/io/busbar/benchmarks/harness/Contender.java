// SPDX-License-Identifier: Apache-2.0
package io.busbar.benchmarks.harness;

/** One side of a comparison. */
@FunctionalInterface
public interface Contender {

  /** Does the work once and returns the figure: a rate, or a time. */
  double measure() throws Exception;
}
