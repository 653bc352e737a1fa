// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.scenario;

import java.util.List;

/**
 * A run of a simulation failed. The message has the seed, the faults that it takes, the failure,
 * and the report of the smallest run that fails; the cause is that run's failure.
 */
public final class SimulationFailure extends AssertionError {
  private static final long serialVersionUID = 1L;
  private final long seed;
  private final transient List<InjectedFault> faults;

  SimulationFailure(String message, Throwable cause, TestWorld smallest) {
    super(message, cause);
    this.seed = smallest.seed();
    this.faults = smallest.scenario().injected();
  }

  public long seed() {
    return seed;
  }

  /** The faults of the smallest run that fails. */
  public List<InjectedFault> faults() {
    return faults;
  }
}
