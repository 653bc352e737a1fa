// SPDX-License-Identifier: Apache-2.0
package delivery;

import static io.busbar.testkit.scenario.Scenarios.handled;
import static io.busbar.testkit.scenario.Scenarios.noDeadLetters;
import static io.busbar.testkit.scenario.Scenarios.published;
import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.testkit.InMemoryOrganization;
import io.busbar.testkit.junit.BusbarTest;
import io.busbar.testkit.scenario.EventScenario;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@BusbarTest
class DeliveriesTest {

  @BeforeEach
  void route(InMemoryOrganization aws) {
    aws.account("121212121212")
        .bus("central-bus")
        .rule("orders-to-delivery")
        .pattern("{\"detail-type\":[\"Order Placed\"]}")
        .to(aws.account("888888888888").queue("delivery"));
    aws.handlers("delivery", new Deliveries());
  }

  @Test
  void plansADeliveryForAnOrder(EventScenario scenario) {
    scenario
        .when(published(new OrderPlaced("ord-1", "MORNING")))
        .untilQuiescent()
        .then(
            handled(Deliveries.class).once(),
            published(DeliveryPlanned.class).causedBy(OrderPlaced.class),
            noDeadLetters());
  }

  @Test
  void saysWhichOrdersARuleTakes(InMemoryOrganization aws) {
    assertThat(aws.explain(new OrderPlaced("ord-1", "EVENING")).toString())
        .contains("orders-to-delivery");
  }
}
