// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.junit;

import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;

/** Where a test's seed comes from. */
final class Seeds {
  private static final String PROPERTY = "busbar.seed";

  private Seeds() {}

  /** Property, then annotation, then chance. */
  static long of(long[] annotated) {
    return property().orElseGet(() -> annotated(annotated));
  }

  static OptionalLong property() {
    String text = System.getProperty(PROPERTY, "");
    if (text.isEmpty()) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Long.parseLong(text));
    } catch (NumberFormatException malformed) {
      throw new IllegalArgumentException(
          "The system property busbar.seed must be a whole number, but is '%s'. Copy it from the report of the failed test."
              .formatted(text),
          malformed);
    }
  }

  static long annotated(long[] annotated) {
    if (annotated.length > 1) {
      throw new IllegalArgumentException(
          "One seed at most can be given, but there are %d. For several runs use @SimulationTest."
              .formatted(annotated.length));
    }
    return annotated.length == 1
        ? annotated[0]
        : ThreadLocalRandom.current().nextLong(Integer.MAX_VALUE);
  }
}
