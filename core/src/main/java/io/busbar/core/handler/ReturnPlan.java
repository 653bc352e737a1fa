// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.handler;

import io.busbar.core.EventTypeInfo;
import io.busbar.core.OutgoingEvent;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/**
 * What a handler method gives back: whether there are events in it, and whether they can be any.
 */
final class ReturnPlan {
  private final Set<String> findings = new LinkedHashSet<>();
  private boolean returnsEvents;
  private boolean asynchronous;

  private ReturnPlan() {}

  static ReturnPlan of(Type type) {
    ReturnPlan plan = new ReturnPlan();
    Class<?> raw = raw(type);
    if (CompletionStage.class.isAssignableFrom(raw)) {
      plan.asynchronous = true;
      plan.readContent(type);
    } else {
      plan.read(type);
    }
    return plan;
  }

  /** Sentences without the method's name. */
  Set<String> findings() {
    return findings;
  }

  /** Whether a publisher is needed. */
  boolean returnsEvents() {
    return returnsEvents;
  }

  /** Whether the method may return before it is done. */
  boolean asynchronous() {
    return asynchronous;
  }

  /** Whether a handler of batches can return it: nothing, or one outcome for each event. */
  static boolean isOfBatches(Type type) {
    return raw(type) == void.class
        || (type instanceof ParameterizedType generic
            && generic.getRawType() == List.class
            && generic.getActualTypeArguments()[0] == Outcome.class);
  }

  private void read(Type type) {
    Class<?> raw = raw(type);
    if (raw == void.class || raw == Void.class) {
      return;
    }
    if (isCarrier(raw)) {
      readContent(type);
    } else if (raw == Object.class || raw == OutgoingEvent.class) {
      returnsEvents = true;
    } else if (MethodPlan.isPlatformType(raw)) {
      findings.add(
          String.format(
              "it returns %s, which is no event. A handler returns nothing, an event, a collection of events, an Optional, or a CompletionStage of these.\n"
                  + "Return a record annotated with @EventType, or declare void.",
              raw.getSimpleName()));
    } else {
      readEvent(raw);
    }
  }

  private void readContent(Type type) {
    if (type instanceof ParameterizedType generic && generic.getActualTypeArguments().length == 1) {
      read(generic.getActualTypeArguments()[0]);
    } else {
      returnsEvents = true;
    }
  }

  /** Of a class that others can extend, only the event itself will tell. */
  private void readEvent(Class<?> type) {
    returnsEvents = true;
    if (EventTypeInfo.isPresent(type)) {
      return;
    }
    if (type.isSealed()) {
      for (Class<?> permitted : type.getPermittedSubclasses()) {
        readEvent(permitted);
      }
    } else if (Modifier.isFinal(type.getModifiers())) {
      findings.add(
          String.format(
              "it returns %s, which has no @EventType, so its source and detail-type are not known.\n"
                  + "Annotate it with @EventType(source = …, name = …), or return an OutgoingEvent.",
              type.getSimpleName()));
    }
  }

  private static boolean isCarrier(Class<?> type) {
    return type == Optional.class
        || Collection.class.isAssignableFrom(type)
        || Stream.class.isAssignableFrom(type);
  }

  private static Class<?> raw(Type type) {
    if (type instanceof ParameterizedType generic) {
      return (Class<?>) generic.getRawType();
    }
    if (type instanceof WildcardType wildcard) {
      return raw(wildcard.getUpperBounds()[0]);
    }
    if (type instanceof TypeVariable<?> variable) {
      return raw(variable.getBounds()[0]);
    }
    return type instanceof Class<?> raw ? raw : Object[].class;
  }
}
