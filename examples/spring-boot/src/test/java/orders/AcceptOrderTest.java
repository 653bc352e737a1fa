// SPDX-License-Identifier: Apache-2.0
package orders;

import static io.busbar.testkit.scenario.Scenarios.noDeadLetters;
import static io.busbar.testkit.scenario.Scenarios.published;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.verify;

import io.busbar.spring.EventHandlerTest;
import io.busbar.testkit.scenario.EventScenario;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

/** The handlers alone, without a database. */
@EventHandlerTest
class AcceptOrderTest {
  @MockitoBean JdbcTemplate jdbc;

  @Test
  void acceptsWhatIsPlaced(EventScenario scenario) {
    scenario
        .when(published(new OrderPlaced("o-1", "user-1")))
        .untilQuiescent()
        .then(published(OrderAccepted.class), noDeadLetters());
    verify(jdbc).update(anyString(), eq("o-1"));
  }
}
