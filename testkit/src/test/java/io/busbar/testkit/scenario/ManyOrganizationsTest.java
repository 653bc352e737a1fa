// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.scenario;

import static io.busbar.testkit.scenario.Faults.crashBeforeAck;
import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.testkit.grocery.GroceryPlatform;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** Nobody has to close an organization: what is dropped is gone. */
class ManyOrganizationsTest {
  private static final int MANY = Boolean.getBoolean("busbar.exhaustive") ? 10_000 : 1_000;

  @Test
  void leaveNothingBehind() {
    makeAndDrop(0, MANY / 5);
    long early = usedHeap();
    makeAndDrop(MANY / 5, MANY);

    assertThat(usedHeap())
        .as("bytes in use after %,d organizations, against %,d after a fifth of them", MANY, early)
        .isLessThanOrEqualTo(early * 12 / 10);
  }

  private static void makeAndDrop(int from, int to) {
    for (int seed = from; seed < to; seed++) {
      TestWorld world = TestWorld.of(seed);
      GroceryPlatform grocery = GroceryPlatform.of(world.organization());
      world.scenario().faults(crashBeforeAck(0.5)).when(grocery.upgrades(0, 1)).untilQuiescent();
    }
  }

  private static long usedHeap() {
    System.gc();
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
