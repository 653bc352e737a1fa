// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.grocery;

import static io.busbar.testkit.scenario.Faults.crashBeforeAck;
import static io.busbar.testkit.scenario.Faults.delay;
import static io.busbar.testkit.scenario.Faults.duplicate;
import static io.busbar.testkit.scenario.Faults.failEntries;
import static io.busbar.testkit.scenario.Faults.loseAnswers;
import static io.busbar.testkit.scenario.Faults.outage;
import static io.busbar.testkit.scenario.Faults.reorder;
import static io.busbar.testkit.scenario.Faults.throttlePutEvents;
import static io.busbar.testkit.scenario.Scenarios.noDeadLetters;
import static io.busbar.testkit.scenario.Scenarios.nothingLost;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import io.busbar.testkit.grocery.GroceryServices.OrderProcessing;
import io.busbar.testkit.grocery.GroceryServices.Payment;
import io.busbar.testkit.scenario.Simulation;
import java.util.List;
import java.util.function.Supplier;

/** Five upgrades with all faults on, one of the accounts down for two minutes among them. */
public final class GrocerySimulation {
  private static final List<String> ACCOUNTS =
      List.of(
          GroceryPlatform.PAYMENT,
          GroceryPlatform.SUBSCRIPTION,
          GroceryPlatform.INVENTORY,
          GroceryPlatform.ORDERS,
          GroceryPlatform.BUS);

  private GrocerySimulation() {}

  /** With services that are right. */
  public static Simulation.Test upgrades() {
    return upgrades(Payment::new, OrderProcessing::new);
  }

  /** With services of the test's own, which may be wrong. */
  public static Simulation.Test upgrades(
      Supplier<Payment> payment, Supplier<OrderProcessing> orders) {
    return world -> {
      GroceryPlatform grocery =
          new GroceryPlatform(world.organization(), payment.get(), orders.get());
      String down = ACCOUNTS.get(world.random().nextInt(ACCOUNTS.size()));
      world
          .scenario()
          .when(grocery.upgrades(5, 10))
          .faults(
              duplicate(0.1),
              reorder(3),
              delay(ofMillis(5), ofSeconds(2)),
              throttlePutEvents(0.05),
              failEntries(0.1),
              loseAnswers(0.05),
              crashBeforeAck(0.05),
              outage(down, ofSeconds(1), ofMinutes(2)))
          .untilQuiescent()
          .then(grocery.everyUpgradeIsRight(), noDeadLetters(), nothingLost());
    };
  }
}
