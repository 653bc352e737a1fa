// SPDX-License-Identifier: Apache-2.0
package io.busbar.core;

import static io.busbar.core.Require.require;

import org.jspecify.annotations.Nullable;

/** What {@link EventType} says about a class, read once for each class. Thread-safe. */
public record EventTypeInfo(EventName name, int version, boolean reservedMembers) {

  private static final ClassValue<EventTypeInfo> CACHE =
      new ClassValue<>() {
        @Override
        protected EventTypeInfo computeValue(Class<?> type) {
          return read(type);
        }
      };

  public EventTypeInfo {
    require(
        version >= 1, "@EventType(version) must be 1 or more, but was %d for %s.", version, name);
  }

  /**
   * Reads the annotation of a class.
   *
   * @throws IllegalArgumentException if the class has no {@link EventType}, or a bad one
   */
  public static EventTypeInfo of(Class<?> type) {
    return CACHE.get(type);
  }

  /** Whether the class says what event it is. */
  public static boolean isPresent(Class<?> type) {
    return annotation(type) != null;
  }

  private static EventTypeInfo read(Class<?> type) {
    EventType annotation = annotation(type);
    if (annotation == null) {
      throw new IllegalArgumentException(
          String.format(
              "%s has no @EventType, so its source and detail-type are not known. Annotate it with "
                  + "@EventType(source = \"…\", name = \"…\"), or publish OutgoingEvent.builder(source, detailType, detail).",
              type.getName()));
    }
    return new EventTypeInfo(
        new EventName(annotation.source(), annotation.name()),
        annotation.version(),
        annotation.reservedMembers());
  }

  private static @Nullable EventType annotation(Class<?> type) {
    return type.getAnnotation(EventType.class);
  }
}
