// SPDX-License-Identifier: Apache-2.0
package io.busbar.examples.grocery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemoTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  @Test
  void runsTheGroceryPlatformToTheEnd() throws Exception {
    boolean ok =
        new Demo(new PrintStream(bytes, true, StandardCharsets.UTF_8))
            .run(new Demo.Options(60, new Place.Embedded(), ""));

    List<String> lines = bytes.toString(StandardCharsets.UTF_8).lines().toList();
    assertThat(lines.get(lines.size() - 1))
        .isEqualTo(
            "demo: upgrades=60 charged=59 activated=59 rejected=1 reserved=59 shown=60"
                + " high-priority-orders=59 duplicate-effects=0 lost=0 order-versions=7 ok");
    assertThat(ok).isTrue();
    assertThat(lines)
        .contains("  payment            999999999999")
        .anyMatch(
            line ->
                line.startsWith("  Subscription Upgrade Requested ")
                    && line.contains("customer-web")
                    && line.contains("111111111111"))
        .anyMatch(line -> line.startsWith("  └─ Payment Failed "))
        .anyMatch(line -> line.startsWith("     └─ Payment Retry Requested "));
    assertThat(trace(lines))
        .containsSubsequence(
            "upgrade",
            "└─ create central-bus Subscription Upgrade Requested",
            "└─ process payment Subscription Upgrade Requested 999999999999",
            "└─ create central-bus Payment Failed",
            "└─ process subscription Payment Failed 101010101010",
            "└─ create central-bus Payment Retry Requested",
            "└─ process payment Payment Retry Requested 999999999999")
        .contains(
            "└─ process customer-web Subscription Activated 111111111111",
            "└─ process inventory Subscription Activated 666666666666",
            "└─ process order-processing Subscription Activated 777777777777");
  }

  /** Without the times, and with one blank between columns. */
  private static List<String> trace(List<String> lines) {
    return lines.stream()
        .dropWhile(line -> !line.equals("One upgrade as its trace"))
        .skip(1)
        .takeWhile(line -> !line.isEmpty())
        .map(line -> line.replaceAll("\\+\\d+ ms$", "").replaceAll(" +", " ").strip())
        .toList();
  }
}
