// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.handler;

import com.fasterxml.jackson.databind.JsonNode;
import io.busbar.core.EventMetadata;
import io.busbar.core.EventTypeInfo;
import io.busbar.core.handler.HandlerDescriptor.EventMatch;
import io.busbar.core.routing.EventPattern;
import io.busbar.core.routing.InvalidEventPatternException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the handler methods of objects, and everything that is wrong with them. */
final class HandlerScanner {

  /**
   * A method that makes sense, and what it needs. {@code unhandled} marks the one for what no other
   * takes.
   */
  record Scanned(
      HandlerDescriptor descriptor,
      HandlerInvoker invoker,
      boolean returnsEvents,
      boolean unhandled) {}

  private static final EventMatch ANY = new EventMatch("*", "*", null);
  private final List<Scanned> handlers = new ArrayList<>();
  private final List<String> findings = new ArrayList<>();

  List<Scanned> handlers() {
    return handlers;
  }

  List<String> findings() {
    return findings;
  }

  void scan(Object target) {
    List<Method> methods =
        Arrays.stream(target.getClass().getDeclaredMethods())
            .filter(method -> !method.isBridge() && !method.isSynthetic())
            .filter(
                method ->
                    method.isAnnotationPresent(EventHandler.class)
                        || method.isAnnotationPresent(UnhandledEventHandler.class))
            .sorted(Comparator.comparing(Method::toGenericString))
            .toList();
    if (methods.isEmpty()) {
      findings.add(
          String.format(
              "%s has no method annotated with @EventHandler.\nAnnotate one, or do not register the object.",
              target.getClass().getName()));
    }
    methods.forEach(method -> scan(target, method));
  }

  private void scan(Object target, Method method) {
    MethodPlan plan = MethodPlan.of(method);
    List<String> wrong = new ArrayList<>(plan.findings());
    EventHandler annotation = method.getAnnotation(EventHandler.class);
    EventMatch match = annotation == null ? ANY : match(plan, annotation, wrong);
    RetryPolicy retry = retry(plan, method, wrong);
    findings.addAll(wrong);
    if (wrong.isEmpty() && match != null && retry != null) {
      String id =
          annotation == null || annotation.id().isEmpty()
              ? defaultId(method, plan)
              : annotation.id();
      var descriptor =
          new HandlerDescriptor(id, match, plan.detailType(), version(plan.detailType()), retry);
      handlers.add(
          new Scanned(descriptor, plan.bind(target), plan.returnsEvents(), annotation == null));
    }
  }

  private static @Nullable EventMatch match(
      MethodPlan plan, EventHandler annotation, List<String> wrong) {
    EventTypeInfo type = typeInfo(plan, wrong);
    String source =
        !annotation.source().isEmpty() || type == null ? annotation.source() : type.name().source();
    String detailType =
        !annotation.detailType().isEmpty() || type == null
            ? annotation.detailType()
            : type.name().detailType();
    if (wrong.isEmpty() && (source.isEmpty() || detailType.isEmpty())) {
      wrong.add(
          String.format(
              "%s: which event it takes is not said: %s has no @EventType, and @EventHandler names no %s.\n"
                  + "Annotate the record with @EventType(source = …, name = …), or write @EventHandler(source = …, detailType = …).",
              plan.name(),
              simpleName(plan.detailType()),
              source.isEmpty() ? "source" : "detailType"));
    }
    EventPattern pattern = pattern(plan, annotation, wrong);
    return wrong.isEmpty() ? new EventMatch(source, detailType, pattern) : null;
  }

  private static @Nullable EventTypeInfo typeInfo(MethodPlan plan, List<String> wrong) {
    try {
      return plan.detailType() instanceof Class<?> type && EventTypeInfo.isPresent(type)
          ? EventTypeInfo.of(type)
          : null;
    } catch (IllegalArgumentException badAnnotation) {
      wrong.add(plan.name() + ": " + badAnnotation.getMessage());
      return null;
    }
  }

  private static @Nullable EventPattern pattern(
      MethodPlan plan, EventHandler annotation, List<String> wrong) {
    if (annotation.pattern().isEmpty()) {
      return null;
    }
    try {
      return EventPattern.of(annotation.pattern());
    } catch (InvalidEventPatternException invalid) {
      String remedy = invalid.remedy().map(text -> "\n" + text).orElse("");
      wrong.add(
          String.format(
              "%s: pattern '%s' is not valid: %s.%s",
              plan.name(), annotation.pattern(), invalid.reason(), remedy));
      return null;
    }
  }

  private static @Nullable RetryPolicy retry(MethodPlan plan, Method method, List<String> wrong) {
    Retry retry = method.getAnnotation(Retry.class);
    try {
      return retry == null ? RetryPolicy.DEFAULT : RetryPolicy.of(retry);
    } catch (IllegalArgumentException | java.time.format.DateTimeParseException invalid) {
      wrong.add(plan.name() + ": " + invalid.getMessage());
      return null;
    }
  }

  private static int version(Type detailType) {
    return detailType instanceof Class<?> type && EventTypeInfo.isPresent(type)
        ? EventTypeInfo.of(type).version()
        : EventMetadata.UNKNOWN_VERSION;
  }

  private static String defaultId(Method method, MethodPlan plan) {
    return method.getDeclaringClass().getSimpleName()
        + "."
        + method.getName()
        + "("
        + simpleName(plan.detailType())
        + ")";
  }

  static String simpleName(Type type) {
    if (type instanceof ParameterizedType generic) {
      return simpleName(generic.getRawType());
    }
    return type instanceof Class<?> raw ? raw.getSimpleName() : type.getTypeName();
  }

  static boolean isTree(Type type) {
    return type instanceof Class<?> raw && JsonNode.class.isAssignableFrom(raw);
  }
}
