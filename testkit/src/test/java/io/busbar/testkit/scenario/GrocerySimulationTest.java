// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.scenario;

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
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.busbar.testkit.junit.SimulationTest;
import io.busbar.testkit.scenario.GroceryServices.ForgetfulPayment;
import io.busbar.testkit.scenario.GroceryServices.OrderProcessing;
import io.busbar.testkit.scenario.GroceryServices.Payment;
import io.busbar.testkit.scenario.GroceryServices.TrustingOrderProcessing;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

class GrocerySimulationTest {
  private static final int RUNS = 100;
  private static final List<String> ACCOUNTS =
      List.of(
          GroceryPlatform.PAYMENT,
          GroceryPlatform.SUBSCRIPTION,
          GroceryPlatform.INVENTORY,
          GroceryPlatform.ORDERS,
          GroceryPlatform.BUS);

  @SimulationTest(runs = 100)
  void isRightWhateverGoesWrong(TestWorld world) throws Throwable {
    simulated(Payment::new, OrderProcessing::new).run(world);
  }

  @SimulationTest(runs = 1000, seed = 2)
  @EnabledIfSystemProperty(named = "busbar.exhaustive", matches = "true")
  void isRightInAThousandStories(TestWorld world) throws Throwable {
    simulated(Payment::new, OrderProcessing::new).run(world);
  }

  @Test
  void findsAPaymentThatForgetsWhatItHasCharged() {
    SimulationFailure found =
        catchThrowableOfType(
            SimulationFailure.class,
            () ->
                Simulation.of(RUNS, 1).run(simulated(ForgetfulPayment::new, OrderProcessing::new)));

    assertThat(found.faults()).hasSizeLessThanOrEqualTo(3);
  }

  @Test
  void findsACacheThatTrustsTheOrderOfArrival() {
    SimulationFailure found =
        catchThrowableOfType(
            SimulationFailure.class,
            () ->
                Simulation.of(RUNS, 1).run(simulated(Payment::new, TrustingOrderProcessing::new)));

    assertThat(found.faults()).hasSizeLessThanOrEqualTo(3);
  }

  private static Simulation.Test simulated(
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
