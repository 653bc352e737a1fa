// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.handler;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the annotated methods of a class, of the classes above it and of its interfaces: what is
 * registered may be a proxy, whose own methods have no annotations.
 */
final class HandlerMethods {
  private final Map<String, Method> bySignature = new LinkedHashMap<>();

  private HandlerMethods() {}

  /** In an order that does not depend on the JVM. A method that is overridden counts once. */
  static List<Method> of(Class<?> type) {
    HandlerMethods methods = new HandlerMethods();
    for (Class<?> above = type; above != null; above = above.getSuperclass()) {
      methods.collect(above);
    }
    return methods.bySignature.values().stream()
        .sorted(Comparator.comparing(Method::toGenericString))
        .toList();
  }

  private void collect(Class<?> type) {
    for (Method method : type.getDeclaredMethods()) {
      if (isHandler(method)) {
        bySignature.putIfAbsent(signature(method), method);
      }
    }
    for (Class<?> implemented : type.getInterfaces()) {
      collect(implemented);
    }
  }

  private static boolean isHandler(Method method) {
    return !method.isBridge()
        && !method.isSynthetic()
        && (method.isAnnotationPresent(EventHandler.class)
            || method.isAnnotationPresent(UnhandledEventHandler.class));
  }

  private static String signature(Method method) {
    String signature = method.getName() + Arrays.toString(method.getParameterTypes());
    return Modifier.isPrivate(method.getModifiers())
        ? method.getDeclaringClass().getName() + signature
        : signature;
  }
}
