// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.routing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HopRulesTest {

  private static final Arn SHOP = bus("us-east-1", "111111111111", "shop");
  private static final Arn HUB = bus("us-east-1", "121212121212", "central-bus");

  private final HopRules rules = HopRules.EVENTBRIDGE;

  @ParameterizedTest(name = "{0} in {1} to {2} in {3}: new id {4}")
  @CsvSource({
    "111111111111, us-east-1, 121212121212, us-east-1, false",
    "111111111111, us-east-1, 111111111111, us-east-1, false",
    "111111111111, us-east-1, 111111111111, eu-west-1, true",
    "111111111111, us-east-1, 121212121212, eu-west-1, true",
  })
  void keepsTheIdWithinARegion(
      String from, String fromRegion, String to, String toRegion, boolean newId) {
    Hop hop = rules.forward(0, bus(fromRegion, from, "one"), bus(toRegion, to, "two"));

    assertThat(hop).isEqualTo(new Hop.Forwarded(newId, 1));
  }

  @Test
  void dropsTheSecondHop() {
    Arn third = bus("us-east-1", "999999999999", "payment");

    Hop hop = rules.forward(1, HUB, third);

    assertThat(hop).isEqualTo(new Hop.Dropped(HUB, third));
    assertThat(((Hop.Dropped) hop).text())
        .isEqualTo(
            "'arn:aws:events:us-east-1:121212121212:event-bus/central-bus' got the event from another bus, so its rule cannot forward it to 'arn:aws:events:us-east-1:999999999999:event-bus/payment': EventBridge allows one hop from bus to bus. Let a rule of the first bus target both buses, or a queue in the other account directly.");
  }

  @Test
  void dropsTheWayBack() {
    assertThat(rules.forward(1, HUB, SHOP)).isEqualTo(new Hop.Dropped(HUB, SHOP));
  }

  @Test
  void doesNotCountADirectPutByDefault() {
    assertThat(rules.hopsWhenPut("111111111111", SHOP)).isZero();
    assertThat(rules.hopsWhenPut("111111111111", HUB)).isZero();
  }

  @Test
  void countsADirectPutToAnotherAccountWhenSwitchedOn() {
    HopRules counting = new HopRules(true);

    assertThat(counting.hopsWhenPut("111111111111", SHOP)).isZero();
    assertThat(counting.hopsWhenPut("111111111111", HUB)).isEqualTo(1);
    assertThat(counting.forward(1, HUB, SHOP)).isInstanceOf(Hop.Dropped.class);
  }

  private static Arn bus(String region, String account, String name) {
    return new Arn("aws", "events", region, account, "event-bus/" + name);
  }
}
