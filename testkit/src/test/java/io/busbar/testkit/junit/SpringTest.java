// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.testkit.InMemoryOrganization;
import io.busbar.testkit.VirtualClock;
import io.busbar.testkit.scenario.EventScenario;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

/** The extension within Spring's test context. */
class SpringTest {

  record Shop(String name) {}

  @Configuration
  static class Application {
    @Bean
    Shop shop() {
      return new Shop("grocer");
    }

    @Bean
    VirtualClock clock() {
      return VirtualClock.create();
    }
  }

  @Sample
  @BusbarTest(seed = 42)
  @SpringJUnitConfig(Application.class)
  static class WithSpring {
    @Autowired private Shop shop;
    private final InMemoryOrganization ofConstructor;

    WithSpring(InMemoryOrganization ofConstructor) {
      this.ofConstructor = ofConstructor;
    }

    @Test
    void resolvesWhatIsItsOwn(
        InMemoryOrganization aws,
        EventScenario scenario,
        VirtualClock clock,
        @Autowired Shop bean,
        @Autowired VirtualClock clockOfTheContext) {
      assertThat(bean).isEqualTo(shop).isEqualTo(new Shop("grocer"));
      assertThat(aws).isSameAs(ofConstructor);
      assertThat(aws.time()).isSameAs(clock).isNotSameAs(clockOfTheContext);
      assertThat(scenario.untilQuiescent().trace().entries()).isEmpty();
    }
  }

  @Test
  void goesTogetherWithTheExtensionOfSpring() {
    Sample.Kit.of(WithSpring.class)
        .execute()
        .testEvents()
        .assertStatistics(all -> all.succeeded(1).failed(0));
  }
}
