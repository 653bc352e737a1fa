// SPDX-License-Identifier: Apache-2.0
package io.busbar.spring;

import static io.busbar.testkit.scenario.Scenarios.published;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;

import io.busbar.spring.slice.AcceptOrder;
import io.busbar.spring.slice.OrderPages;
import io.busbar.spring.slice.Prices;
import io.busbar.spring.slice.SendInvoice;
import io.busbar.spring.slice.SliceApplication;
import io.busbar.spring.slice.SliceApplication.Invoice;
import io.busbar.spring.slice.SliceApplication.OrderAccepted;
import io.busbar.spring.slice.SliceApplication.OrderPlaced;
import io.busbar.testkit.InMemoryOrganization;
import io.busbar.testkit.scenario.EventScenario;
import javax.sql.DataSource;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

/** Handlers in a small context. */
class EventHandlerTestTest {

  /** Every component with handlers, and the topology of the test. */
  @Nested
  @EventHandlerTest
  @ContextConfiguration(classes = SliceApplication.class)
  class AllHandlers {
    @MockitoBean private Prices prices;
    @Autowired private ApplicationContext context;

    @Test
    void runWithBusbarAndNothingElse(EventScenario scenario) {
      given(prices.of("o-1")).willReturn(7);
      scenario
          .when(published(new OrderPlaced("o-1")))
          .untilQuiescent()
          .then(published(OrderAccepted.class), published(Invoice.class));
      assertThat(context.getBeanNamesForType(DataSource.class)).isEmpty();
      assertThat(context.getBeanNamesForType(OrderPages.class)).isEmpty();
    }
  }

  /** One component, and rules of the test's own. */
  @Nested
  @EventHandlerTest(AcceptOrder.class)
  @ContextConfiguration(classes = SliceApplication.class)
  @Import(OneHandler.Topology.class)
  class OneHandler {
    @Autowired private ApplicationContext context;

    /** Only urgent orders come. */
    @TestConfiguration(proxyBeanMethods = false)
    static class Topology {
      @Bean
      OrganizationSetup urgentOrders() {
        return aws ->
            aws.account("000000000000")
                .bus("central-bus")
                .rule("urgent")
                .pattern("{\"detail\":{\"orderId\":[{\"prefix\":\"urgent-\"}]}}")
                .to(aws.account("000000000000").queue("orders"));
      }
    }

    @Test
    void getsWhatTheRulesOfTheTestBring(EventScenario scenario, InMemoryOrganization aws) {
      scenario
          .when(published(new OrderPlaced("o-1")), published(new OrderPlaced("urgent-1")))
          .untilQuiescent()
          .then(published(OrderAccepted.class).once());
      assertThat(context.getBeanNamesForType(SendInvoice.class)).isEmpty();
      assertThat(aws.bus().rules()).extracting(rule -> rule.name()).containsExactly("urgent");
    }
  }
}
