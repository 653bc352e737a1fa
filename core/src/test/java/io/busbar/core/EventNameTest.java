// SPDX-License-Identifier: Apache-2.0
package io.busbar.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class EventNameTest {

  @Test
  void acceptsNamesUpToEventBridgesLimits() {
    EventName name = new EventName("s".repeat(256), "d".repeat(128));

    assertThat(name.source()).hasSize(256);
    assertThat(new EventName("grocer.shop", "Order Placed"))
        .hasToString("'Order Placed' from grocer.shop");
  }

  @Test
  void refusesASourceThatEventBridgeWouldNotTake() {
    assertThatThrownBy(() -> new EventName("", "Order Placed"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The source must have 1 to 256 characters and not be blank, but was '' (0). Name the sending service, as in 'grocer.payment'.");
    assertThatThrownBy(() -> new EventName("s".repeat(257), "Order Placed"))
        .hasMessageContaining("(257)");
  }

  @Test
  void refusesADetailTypeThatEventBridgeWouldNotTake() {
    assertThatThrownBy(() -> new EventName("grocer.shop", " "))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The detail-type must have 1 to 128 characters and not be blank, but was ' ' (1). "
                + "Shorten @EventType(name), or move the variable part into the detail.");
    assertThatThrownBy(() -> new EventName("grocer.shop", "d".repeat(129)))
        .hasMessageContaining("(129)");
  }
}
