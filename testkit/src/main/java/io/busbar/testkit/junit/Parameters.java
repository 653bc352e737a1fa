// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.junit;

import io.busbar.testkit.InMemoryOrganization;
import io.busbar.testkit.VirtualClock;
import io.busbar.testkit.scenario.EventScenario;
import io.busbar.testkit.scenario.TestWorld;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** What a test can have as a parameter. */
final class Parameters {
  private static final List<Class<?>> TYPES =
      List.of(
          InMemoryOrganization.class,
          EventScenario.class,
          VirtualClock.class,
          Random.class,
          TestWorld.class);

  private Parameters() {}

  static boolean supports(Parameter parameter) {
    return TYPES.contains(parameter.getType()) && !isSprings(parameter);
  }

  static Object resolve(Class<?> type, TestWorld world) {
    if (type == InMemoryOrganization.class) {
      return world.organization();
    }
    if (type == EventScenario.class) {
      return world.scenario();
    }
    if (type == VirtualClock.class) {
      return world.clock();
    }
    return type == Random.class ? world.random() : world;
  }

  /** As with @Autowired InMemoryOrganization: a bean of the test's context is meant. */
  private static boolean isSprings(Parameter parameter) {
    return Arrays.stream(parameter.getAnnotations())
        .anyMatch(each -> each.annotationType().getName().startsWith("org.springframework."));
  }
}
