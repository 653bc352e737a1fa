// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.core.Health;
import io.busbar.core.HealthSource;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HealthSourceContractTest {

  @Test
  void passesASourceThatNotices() {
    assertThat(Kit.failures(Right.class)).isEmpty();
  }

  @Test
  void noticesASourceThatIsAlwaysUp() {
    assertThat(Kit.failures(AlwaysUp.class))
        .containsExactly("isNotUpWhenSomethingIsWrong", "saysWhatIsWrongInItsDetails");
  }

  @Test
  void noticesASourceThatDoesNotSayWhy() {
    assertThat(Kit.failures(SaysNothing.class))
        .containsExactly("saysWhatIsWrongInItsDetails", "saysWhoSpeaks");
  }

  abstract static class Part implements HealthSourceContract {
    boolean disturbed;

    abstract Health health();

    @Override
    public HealthSource source() {
      return this::health;
    }

    @Override
    public void disturb() {
      disturbed = true;
    }

    Health.Status status() {
      return disturbed ? Health.Status.DOWN : Health.Status.UP;
    }
  }

  static class Right extends Part {
    @Override
    Health health() {
      return new Health("queue orders", status(), Map.of("failures", disturbed ? "1" : "0"));
    }
  }

  static class AlwaysUp extends Part {
    @Override
    Health health() {
      return new Health("queue orders", Health.Status.UP, Map.of());
    }
  }

  static class SaysNothing extends Part {
    @Override
    Health health() {
      return new Health("", status(), Map.of());
    }
  }
}
