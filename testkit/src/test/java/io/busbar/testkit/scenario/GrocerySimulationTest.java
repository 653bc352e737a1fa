// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.busbar.testkit.grocery.GroceryServices.ForgetfulPayment;
import io.busbar.testkit.grocery.GroceryServices.OrderProcessing;
import io.busbar.testkit.grocery.GroceryServices.Payment;
import io.busbar.testkit.grocery.GroceryServices.TrustingOrderProcessing;
import io.busbar.testkit.grocery.GrocerySimulation;
import io.busbar.testkit.junit.SimulationTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

class GrocerySimulationTest {
  private static final int RUNS = 100;

  @SimulationTest(runs = 100)
  void isRightWhateverGoesWrong(TestWorld world) throws Throwable {
    GrocerySimulation.upgrades().run(world);
  }

  @SimulationTest(runs = 1000, seed = 2)
  @EnabledIfSystemProperty(named = "busbar.exhaustive", matches = "true")
  void isRightInAThousandStories(TestWorld world) throws Throwable {
    GrocerySimulation.upgrades().run(world);
  }

  @Test
  void findsAPaymentThatForgetsWhatItHasCharged() {
    SimulationFailure found =
        catchThrowableOfType(
            SimulationFailure.class,
            () ->
                Simulation.of(RUNS, 1)
                    .run(GrocerySimulation.upgrades(ForgetfulPayment::new, OrderProcessing::new)));

    assertThat(found.faults()).hasSizeLessThanOrEqualTo(3);
  }

  @Test
  void findsACacheThatTrustsTheOrderOfArrival() {
    SimulationFailure found =
        catchThrowableOfType(
            SimulationFailure.class,
            () ->
                Simulation.of(RUNS, 1)
                    .run(GrocerySimulation.upgrades(Payment::new, TrustingOrderProcessing::new)));

    assertThat(found.faults()).hasSizeLessThanOrEqualTo(3);
  }
}
