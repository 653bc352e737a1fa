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
            .run(new Demo.Options(60, null, ""));

    List<String> lines = bytes.toString(StandardCharsets.UTF_8).lines().toList();
    assertThat(lines.get(lines.size() - 1))
        .isEqualTo(
            "demo: upgrades=60 charged=59 activated=59 rejected=1 reserved=59 shown=60 high-priority-orders=59 "
                + "duplicate-effects=0 lost=0 order-versions=7 ok");
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
  }
}
