// SPDX-License-Identifier: Apache-2.0
package io.busbar.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class EventTypeInfoTest {

  @EventType(source = "grocer.shop", name = "Order Placed", version = 7, reservedMembers = false)
  record OrderPlaced() {}

  @EventType(source = "grocer.shop", name = "Order Placed", version = 0)
  record Unversioned() {}

  @EventType(source = "grocer.shop", name = "")
  record Nameless() {}

  @Test
  void readsTheAnnotation() {
    assertThat(EventTypeInfo.of(OrderPlaced.class))
        .isEqualTo(new EventTypeInfo(new EventName("grocer.shop", "Order Placed"), 7, false))
        .isSameAs(EventTypeInfo.of(OrderPlaced.class));
    assertThat(EventTypeInfo.isPresent(OrderPlaced.class)).isTrue();
    assertThat(EventTypeInfo.isPresent(String.class)).isFalse();
  }

  @Test
  void refusesAnAnnotationThatCannotBe() {
    assertThatThrownBy(() -> EventTypeInfo.of(Unversioned.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "@EventType(version) must be 1 or more, but was 0 for 'Order Placed' from grocer.shop.");
    assertThatThrownBy(() -> EventTypeInfo.of(Nameless.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("The detail-type must have 1 to 128 characters");
  }
}
