// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.handler;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.busbar.core.EventMetadata;
import io.busbar.core.EventTypeInfo;
import io.busbar.core.handler.HandlerDescriptor.EventMatch;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the handler methods of objects, and everything that is wrong with them. */
final class HandlerScanner {

  /**
   * A method that makes sense, and what it needs. {@code unhandled} marks the one for what no other
   * takes.
   */
  record Scanned(
      HandlerDescriptor descriptor, Invoker invoker, boolean returnsEvents, boolean unhandled) {}

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
    List<Method> methods = HandlerMethods.of(target.getClass());
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
    HandlerTraits traits = new TraitsPlan(plan, annotation, wrong).traits();
    if (method.isAnnotationPresent(UnhandledEventHandler.class)) {
      checkUnhandled(plan, annotation, wrong);
    }
    Invoker invoker = wrong.isEmpty() ? bind(plan, target, wrong) : null;
    findings.addAll(wrong);
    if (match == null || retry == null || invoker == null) {
      return;
    }
    String id =
        annotation == null || annotation.id().isEmpty() ? defaultId(method, plan) : annotation.id();
    var descriptor =
        new HandlerDescriptor(
            id, match, plan.detailType(), version(plan.detailType()), retry, traits);
    handlers.add(new Scanned(descriptor, invoker, plan.returnsEvents(), annotation == null));
  }

  private static @Nullable EventMatch match(
      MethodPlan plan, EventHandler annotation, List<String> wrong) {
    MatchPlan matching = new MatchPlan(plan, annotation);
    EventMatch match = matching.match();
    wrong.addAll(matching.findings());
    return match;
  }

  private static void checkUnhandled(
      MethodPlan plan, @Nullable EventHandler annotation, List<String> wrong) {
    if (annotation != null) {
      wrong.add(
          plan.name()
              + ": it is both an @EventHandler and an @UnhandledEventHandler.\nKeep one of the two annotations.");
    } else if (!isTree(plan.detailType())) {
      wrong.add(
          String.format(
              "%s: it wants the detail as %s, but an event that no other handler takes can be any.\n"
                  + "Take a JsonNode or an EventEnvelope<JsonNode>.",
              plan.name(), simpleName(plan.detailType())));
    }
  }

  private static @Nullable RetryPolicy retry(MethodPlan plan, Method method, List<String> wrong) {
    Retry retry = method.getAnnotation(Retry.class);
    try {
      return retry == null ? RetryPolicy.DEFAULT : RetryPolicy.of(retry);
    } catch (IllegalArgumentException invalid) {
      wrong.add(plan.name() + ": " + invalid.getMessage());
      return null;
    }
  }

  private static @Nullable Invoker bind(MethodPlan plan, Object target, List<String> wrong) {
    try {
      return plan.bind(target);
    } catch (InaccessibleObjectException closed) {
      wrong.add(
          String.format(
              "%s: its module does not let Busbar call it.\nOpen package %s to io.busbar.core, or make class and method public and export the package.",
              plan.name(), target.getClass().getPackageName()));
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
    return type == JsonNode.class || type == ObjectNode.class;
  }
}
