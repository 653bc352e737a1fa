// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.evolution;

import static io.busbar.core.EventMetadata.UNKNOWN_VERSION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.core.ConfigurationException;
import io.busbar.core.EventName;
import org.junit.jupiter.api.Test;

class UpcastersTest {

  private static final EventName ORDER_PLACED =
      new EventName("grocer.customer-web", "Order Placed");

  @Test
  void findsAChainByBothSourceAndDetailType() {
    UpcasterChain chain = OrderPlacedHistory.chain();
    Upcasters upcasters = Upcasters.of(chain);

    assertThat(upcasters.find(ORDER_PLACED)).isSameAs(chain);
    assertThat(upcasters.find(new EventName("grocer.mobile-apps", "Order Placed"))).isNull();
    assertThat(Upcasters.none().find(ORDER_PLACED)).isNull();
  }

  @Test
  void needATreeForOldAndUnversionedEventsOnly() {
    Upcasters upcasters = Upcasters.of(OrderPlacedHistory.chain());

    assertThat(upcasters.needTree(ORDER_PLACED, 7, 7)).isFalse();
    assertThat(upcasters.needTree(ORDER_PLACED, 6, 7)).isTrue();
    assertThat(upcasters.needTree(ORDER_PLACED, UNKNOWN_VERSION, 7)).isTrue();
    assertThat(upcasters.needTree(new EventName("grocer.payment", "Payment Failed"), 1, 2))
        .isFalse();
  }

  @Test
  void refuseTwoChainsForOneEvent() {
    assertThatThrownBy(() -> Upcasters.of(OrderPlacedHistory.chain(), OrderPlacedHistory.chain()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            """
            The upcasters cannot be used together:
              1. 'Order Placed' from grocer.customer-web has more than one chain. Put all steps into one.""");
  }
}
