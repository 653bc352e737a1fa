// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.scenario;

import io.busbar.core.handler.EventHandler;
import java.lang.reflect.Method;
import java.util.Set;
import java.util.TreeSet;

/**
 * The handlers of a class: those without an id are named after it, the others say theirs.
 *
 * @param name of the class
 * @param ids that its methods, and those of the classes and interfaces above it, say
 */
record HandlersOf(String name, Set<String> ids) {

  static HandlersOf of(Class<?> type) {
    Set<String> ids = new TreeSet<>();
    for (Class<?> above = type; above != null; above = above.getSuperclass()) {
      collect(above, ids);
    }
    return new HandlersOf(type.getSimpleName(), ids);
  }

  boolean have(String handlerId) {
    return ids.contains(handlerId) || handlerId.startsWith(name + ".");
  }

  private static void collect(Class<?> type, Set<String> ids) {
    for (Method method : type.getDeclaredMethods()) {
      EventHandler annotation = method.getAnnotation(EventHandler.class);
      if (annotation != null && !annotation.id().isEmpty()) {
        ids.add(annotation.id());
      }
    }
    for (Class<?> implemented : type.getInterfaces()) {
      collect(implemented, ids);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
