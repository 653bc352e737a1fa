// SPDX-License-Identifier: Apache-2.0
package io.busbar.benchmarks.testkit;

import io.busbar.testkit.grocery.GrocerySimulation;
import io.busbar.testkit.scenario.Simulation;
import java.time.Duration;

/** Upgrades of the grocery platform with all faults on, a new seed for each. */
final class Stories extends Paced {
  private long seed;

  Stories(Duration round) {
    super(round);
  }

  @Override
  int work() {
    Simulation.replay(seed++, GrocerySimulation.upgrades());
    return 1;
  }
}
