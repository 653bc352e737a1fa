// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.handler;

import io.busbar.core.EventName;
import io.busbar.core.EventTypeInfo;
import io.busbar.core.handler.HandlerDescriptor.EventMatch;
import io.busbar.core.routing.EventPattern;
import io.busbar.core.routing.InvalidEventPatternException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which events an {@link EventHandler} takes, by its annotation and its record's. */
final class MatchPlan {
  private final MethodPlan method;
  private final EventHandler annotation;
  private final List<String> findings = new ArrayList<>();

  MatchPlan(MethodPlan method, EventHandler annotation) {
    this.method = method;
    this.annotation = annotation;
  }

  List<String> findings() {
    return findings;
  }

  /** Null when something is wrong. */
  @Nullable EventMatch match() {
    EventTypeInfo type = typeInfo();
    String source = annotation.source();
    String detailType = annotation.detailType();
    if (type != null) {
      source = source.isEmpty() ? type.name().source() : source;
      detailType = detailType.isEmpty() ? type.name().detailType() : detailType;
    }
    if (findings.isEmpty()) {
      check(source, detailType);
    }
    EventPattern pattern = pattern();
    return findings.isEmpty() ? new EventMatch(source, detailType, pattern) : null;
  }

  private @Nullable EventTypeInfo typeInfo() {
    try {
      return method.detailType() instanceof Class<?> type && EventTypeInfo.isPresent(type)
          ? EventTypeInfo.of(type)
          : null;
    } catch (IllegalArgumentException badAnnotation) {
      find("%s", badAnnotation.getMessage());
      return null;
    }
  }

  private void check(String source, String detailType) {
    if (source.isEmpty() || detailType.isEmpty()) {
      askForName(source.isEmpty() ? "source" : "detailType");
      return;
    }
    if (source.indexOf('*') >= 0 && source.indexOf('*') < source.length() - 1) {
      find(
          "source '%s' has a '*' that is not at its end, where it would stand for any rest.\nMove it to the end, or say it in a pattern.",
          source);
    }
    if (detailType.indexOf('*') >= 0) {
      find(
          "detailType '%s' has a '*', but a detail-type is matched exactly.\nWrite a handler for each detail-type, or an @UnhandledEventHandler.",
          detailType);
    }
    checkName(source, detailType);
  }

  /** Not when a parameter is wrong: the right one will say the name. */
  private void askForName(String missing) {
    if (method.findings().isEmpty()) {
      find(
          "which event it takes is not said: %s has no @EventType, and @EventHandler names no %s.\n"
              + "Annotate the record with @EventType(source = …, name = …), or write @EventHandler(source = …, detailType = …).",
          HandlerScanner.simpleName(method.detailType()), missing);
    }
  }

  private void checkName(String source, String detailType) {
    try {
      new EventName(source, detailType);
    } catch (IllegalArgumentException notPossible) {
      find("%s", notPossible.getMessage());
    }
  }

  private @Nullable EventPattern pattern() {
    if (annotation.pattern().isEmpty()) {
      return null;
    }
    try {
      return EventPattern.of(annotation.pattern());
    } catch (InvalidEventPatternException invalid) {
      find(
          "pattern '%s' is not valid: %s.%s",
          annotation.pattern(),
          invalid.reason(),
          invalid.remedy().map(text -> "\n" + text).orElse(""));
      return null;
    }
  }

  private void find(String format, @Nullable Object... values) {
    findings.add(method.name() + ": " + String.format(format, values));
  }
}
