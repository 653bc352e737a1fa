// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.busbar.core.Health;
import io.busbar.core.HealthSource;
import org.junit.jupiter.api.Test;

/**
 * What every {@link HealthSource} promises. A test class implements this interface and says what is
 * under test; JUnit then runs the tests below.
 */
public interface HealthSourceContract {

  /** What is under test, in good health: the same within one test. */
  HealthSource source();

  /** Makes it worse in a way that it must notice. Returns when it can have noticed. */
  void disturb();

  @Test
  default void isUpWhenNothingIsWrong() {
    assertEquals(Health.Status.UP, source().health().status(), () -> source().health().toString());
  }

  @Test
  default void saysWhoSpeaks() {
    assertFalse(source().health().part().isBlank());
  }

  @Test
  default void isNotUpWhenSomethingIsWrong() {
    disturb();

    Health health = source().health();

    assertNotEquals(Health.Status.UP, health.status(), health::toString);
  }

  /** A person on call reads them. */
  @Test
  default void saysWhatIsWrongInItsDetails() {
    Health before = source().health();
    disturb();

    Health after = source().health();

    assertEquals(before.part(), after.part());
    assertNotEquals(before.details(), after.details());
    after
        .details()
        .forEach((fact, value) -> assertTrue(!fact.isBlank() && !value.isBlank(), after::toString));
  }

  @Test
  default void answersManyThreadsAtOnce() throws Exception {
    String part = source().health().part();

    assertEquals(
        8, Race.of(8, () -> source().health()).count(health -> health.part().equals(part)));
  }
}
