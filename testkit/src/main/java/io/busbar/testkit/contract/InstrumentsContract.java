// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.fail;

import io.busbar.core.EventName;
import io.busbar.core.Instruments;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What all {@link Instruments} promise: whatever they hear, on whichever thread, they never throw.
 * A test class implements this interface and says what is under test; JUnit then runs the tests
 * below.
 */
public interface InstrumentsContract {

  /** What is under test. */
  Instruments instruments();

  @Test
  default void hearUsualValues() {
    hearEverything("orders", new EventName("grocer.customer-web", "Order Placed"), 1);
  }

  /** A meter's name or tag may not be empty, or not have every character. */
  @Test
  default void hearTheUnusual() {
    hearEverything("", new EventName("-", "Ä \"{}\n\\ 💥"), 0);
    hearEverything("x".repeat(10_000), new EventName("s".repeat(128), "d".repeat(128)), -1);
    hearEverything(
        "orders", new EventName("grocer.customer-web", "Order Placed"), Integer.MAX_VALUE);
  }

  @Test
  default void hearManyThreadsAtOnce() throws Exception {
    Race.of(
        8,
        () -> {
          for (int i = 0; i < 200; i++) {
            hearEverything("queue-" + i, new EventName("grocer.shop", "Event " + i), i);
          }
          return true;
        });
  }

  private void hearEverything(String text, EventName name, int number) {
    for (Method method : methods()) {
      Object[] arguments =
          Arrays.stream(method.getParameterTypes())
              .map(type -> argument(method, type, text, name, number))
              .toArray();
      assertDoesNotThrow(() -> call(method, arguments), () -> method + Arrays.toString(arguments));
    }
  }

  /** All of them, those of later versions included. */
  private static List<Method> methods() {
    return Arrays.stream(Instruments.class.getMethods())
        .filter(method -> !Modifier.isStatic(method.getModifiers()))
        .sorted(Comparator.comparing(Method::toString))
        .toList();
  }

  private void call(Method method, Object... arguments) throws Throwable {
    try {
      method.invoke(instruments(), arguments);
    } catch (InvocationTargetException thrown) {
      throw thrown.getCause();
    }
  }

  private static Object argument(
      Method method, Class<?> type, String text, EventName name, int number) {
    if (type == String.class) {
      return text;
    }
    if (type == EventName.class) {
      return name;
    }
    if (type == int.class) {
      return number;
    }
    if (type == long.class) {
      return (long) number;
    }
    return fail("The kit has no value for a parameter of " + method + "; add one.");
  }
}
