// SPDX-License-Identifier: Apache-2.0
package orders;

import static io.busbar.testkit.scenario.Faults.duplicate;
import static io.busbar.testkit.scenario.Scenarios.handled;
import static io.busbar.testkit.scenario.Scenarios.neverPublished;
import static io.busbar.testkit.scenario.Scenarios.published;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.testkit.junit.BusbarTest;
import io.busbar.testkit.scenario.EventScenario;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

/** The whole application on a bus in memory and in virtual time. */
@SpringBootTest(properties = "spring.datasource.url=jdbc:h2:mem:in-memory;DB_CLOSE_DELAY=-1")
@BusbarTest
class OrderServiceTest {
  @Test
  void acceptsWhatIsPlaced(@Autowired OrderService orders, EventScenario scenario) {
    scenario
        .when(aws -> orders.place("o-1", false))
        .faults(duplicate(0.5))
        .untilQuiescent()
        .then(
            handled(OrderService.class).once(),
            published(OrderAccepted.class).causedBy(OrderPlaced.class));
    assertThat(orders.count("ACCEPTED")).isEqualTo(1);
  }

  @Test
  void publishesNothingOfAnOrderThatFails(@Autowired OrderService orders, EventScenario scenario) {
    scenario
        .when(
            aws ->
                assertThatThrownBy(() -> orders.place("o-2", true)).hasMessage("No such product."))
        .untilQuiescent()
        .then(neverPublished(OrderPlaced.class));
  }
}
