// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.scenario;

import static io.busbar.testkit.scenario.Faults.crashBeforeAck;
import static io.busbar.testkit.scenario.Faults.delay;
import static io.busbar.testkit.scenario.Faults.duplicate;
import static io.busbar.testkit.scenario.Faults.failEntries;
import static io.busbar.testkit.scenario.Faults.loseAnswers;
import static io.busbar.testkit.scenario.Faults.reorder;
import static io.busbar.testkit.scenario.Faults.throttlePutEvents;
import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.testkit.grocery.GroceryPlatform;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The same seed gives the same trace, byte for byte, on every JDK and in every build. */
class GoldenTraceTest {

  /** Changes with whatever changes the engine's behaviour: look at the trace, then replace it. */
  private static final String GOLDEN =
      "894293be1c861632b3319bc891623e754f24267c1dc2249ad32cefc2aede64fd";

  @Test
  void isTheSameOnEveryJdk() throws NoSuchAlgorithmException {
    String trace = trace(2026);

    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(trace.getBytes(StandardCharsets.UTF_8));
    assertThat(HexFormat.of().formatHex(hash)).as(trace).isEqualTo(GOLDEN);
  }

  @Test
  void isTheSameInEveryRunOfASeedAndAnotherWithAnotherSeed() {
    assertThat(trace(5)).isEqualTo(trace(5)).isNotEqualTo(trace(6));
  }

  private static String trace(long seed) {
    TestWorld world = TestWorld.of(seed);
    GroceryPlatform grocery = GroceryPlatform.of(world.organization());
    return world
        .scenario()
        .when(grocery.upgrades(0, 10))
        .faults(
            duplicate(0.1),
            reorder(3),
            delay(Duration.ofMillis(5), Duration.ofSeconds(2)),
            throttlePutEvents(0.05),
            failEntries(0.1),
            loseAnswers(0.05),
            crashBeforeAck(0.05))
        .untilQuiescent()
        .trace()
        .steps();
  }
}
