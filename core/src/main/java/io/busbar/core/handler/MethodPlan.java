// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.handler;

import com.fasterxml.jackson.databind.JsonNode;
import io.busbar.core.EventEnvelope;
import io.busbar.core.EventMetadata;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads a handler method's signature: where each argument comes from, what the detail is read into,
 * and whether results make sense.
 */
final class MethodPlan {
  private static final String PARAMETERS =
      "A handler takes the event's record, EventEnvelope<T>, EventMetadata, HandlerContext, JsonNode, one value by @MetadataValue, or a List<EventEnvelope<T>> alone.\n"
          + "Declare the record annotated with @EventType, or EventEnvelope<JsonNode> for any event.";
  private final Method method;
  private final List<String> findings = new ArrayList<>();
  private final List<MethodHandle> arguments = new ArrayList<>();
  private final ReturnPlan returned;
  private @Nullable Type detailType;
  private boolean batch;
  private boolean takesContext;

  private MethodPlan(Method method) {
    this.method = method;
    this.returned = ReturnPlan.of(method.getGenericReturnType());
  }

  static MethodPlan of(Method method) {
    MethodPlan plan = new MethodPlan(method);
    Type[] types = method.getGenericParameterTypes();
    for (int i = 0; i < types.length; i++) {
      plan.readParameter(i, types[i]);
    }
    if (plan.batch) {
      plan.checkBatch();
    } else {
      plan.returned.findings().forEach(finding -> plan.find("%s", finding));
    }
    if (Modifier.isStatic(method.getModifiers())) {
      plan.find("it is static, but handlers belong to an object.\nRemove 'static'.");
    }
    return plan;
  }

  /** As in {@code Billing.on(OrderPlaced)}. */
  String name() {
    String parameters =
        Arrays.stream(method.getParameterTypes())
            .map(Class::getSimpleName)
            .collect(Collectors.joining(", "));
    return method.getDeclaringClass().getSimpleName()
        + "."
        + method.getName()
        + "("
        + parameters
        + ")";
  }

  Method method() {
    return method;
  }

  List<String> findings() {
    return findings;
  }

  /** What the detail is read into; a tree when no parameter says. */
  Type detailType() {
    return detailType == null ? JsonNode.class : detailType;
  }

  boolean returnsEvents() {
    return !batch && returned.returnsEvents();
  }

  /** Whether it may publish, by what it returns or by its context. */
  boolean publishes() {
    return returnsEvents() || takesContext;
  }

  boolean isAsynchronous() {
    return returned.asynchronous();
  }

  boolean isBatch() {
    return batch;
  }

  Invoker bind(Object target) {
    try {
      method.setAccessible(true);
      MethodHandle handle = MethodHandles.lookup().unreflect(method).bindTo(target).asFixedArity();
      if (batch) {
        return new BatchInvoker(handle.asType(MethodType.methodType(Object.class, List.class)));
      }
      MethodHandle filtered =
          MethodHandles.filterArguments(handle, 0, arguments.toArray(MethodHandle[]::new));
      MethodType type = MethodType.methodType(method.getReturnType(), HandlerContext.class);
      MethodHandle fromContext =
          MethodHandles.permuteArguments(filtered, type, new int[arguments.size()]);
      return new HandlerInvoker(
          fromContext.asType(MethodType.methodType(Object.class, HandlerContext.class)));
    } catch (IllegalAccessException impossible) {
      throw new AssertionError("The method was made accessible.", impossible);
    }
  }

  private void readParameter(int index, Type type) {
    Class<?> raw =
        type instanceof ParameterizedType generic
            ? (Class<?>) generic.getRawType()
            : method.getParameterTypes()[index];
    MetadataValue named = method.getParameters()[index].getAnnotation(MetadataValue.class);
    if (named != null) {
      readValue(index, named.value());
    } else if (isEnvelopes(raw, type)) {
      batch = true;
      readEnvelope(index, ((ParameterizedType) type).getActualTypeArguments()[0]);
    } else if (raw == EventMetadata.class) {
      arguments.add(HandlerArguments.METADATA.as(raw));
    } else if (raw == HandlerContext.class) {
      takesContext = true;
      arguments.add(HandlerArguments.CONTEXT.as(raw));
    } else if (raw == EventEnvelope.class) {
      readEnvelope(index, type);
    } else if (HandlerScanner.isTree(raw)) {
      arguments.add(HandlerArguments.TREE.as(raw));
    } else if (isNoDetail(type)) {
      find("parameter %d is %s. %s", index + 1, withArticle(raw.getSimpleName()), PARAMETERS);
    } else {
      arguments.add(HandlerArguments.DETAIL.as(raw));
      readInto(type, index);
    }
  }

  private static boolean isEnvelopes(Class<?> raw, Type type) {
    if (raw != List.class || !(type instanceof ParameterizedType generic)) {
      return false;
    }
    Type element = generic.getActualTypeArguments()[0];
    return element == EventEnvelope.class
        || (element instanceof ParameterizedType inner
            && inner.getRawType() == EventEnvelope.class);
  }

  private void readValue(int index, String name) {
    Class<?> wanted = method.getParameterTypes()[index];
    NamedValue value = NamedValue.of(name).orElse(null);
    if (value == null) {
      find(
          "parameter %d wants the value '%s', which no event has.\nUse one of %s.",
          index + 1, name, NamedValue.names());
    } else if (value.type() != wanted) {
      find(
          "parameter %d wants the value '%s' as %s, but it is %s.\nDeclare %s.",
          index + 1,
          name,
          withArticle(wanted.getSimpleName()),
          withArticle(value.type().getSimpleName()),
          value.type().getSimpleName());
    } else {
      arguments.add(value.handle());
    }
  }

  private void checkBatch() {
    if (method.getParameterCount() > 1) {
      find(
          "it takes a List of events and %d more parameters, but a batch has no single metadata, context or tree.\nTake the List alone; every envelope in it has its own head.",
          method.getParameterCount() - 1);
    }
    if (!ReturnPlan.isOfBatches(method.getGenericReturnType())) {
      find(
          "it takes a List of events and returns %s, but a batch ends in one outcome for each event.\nReturn a List<Outcome>, or declare void.",
          method.getReturnType().getSimpleName());
    }
  }

  private void readEnvelope(int index, Type type) {
    if (!(type instanceof ParameterizedType generic)) {
      find(
          "parameter %d is an EventEnvelope without a type.\nSay what the detail is: EventEnvelope<OrderPlaced>, or EventEnvelope<JsonNode>.",
          index + 1);
      return;
    }
    arguments.add(HandlerArguments.ENVELOPE.as(EventEnvelope.class));
    Type argument = generic.getActualTypeArguments()[0];
    if (isNoDetail(argument)) {
      find(
          "parameter %d is an EventEnvelope<%s>. %s",
          index + 1, HandlerScanner.simpleName(argument), PARAMETERS);
    } else {
      readInto(argument, index);
    }
  }

  private void readInto(Type type, int index) {
    if (detailType != null && !detailType.equals(type)) {
      find(
          "parameter %d wants the detail as %s, but an earlier one as %s. A detail is read once.\nKeep one of them, or take JsonNode beside it.",
          index + 1, type.getTypeName(), detailType.getTypeName());
    }
    detailType = type;
  }

  /** Of the platform's types only a map can hold a JSON object; a wildcard says nothing. */
  private static boolean isNoDetail(Type type) {
    Type raw = type instanceof ParameterizedType generic ? generic.getRawType() : type;
    if (!(raw instanceof Class<?> known)) {
      return true;
    }
    boolean otherTree = JsonNode.class.isAssignableFrom(known) && !HandlerScanner.isTree(known);
    return otherTree || (known != Map.class && isPlatformType(known));
  }

  private static String withArticle(String name) {
    boolean vowel = "aeiou".indexOf(Character.toLowerCase(name.charAt(0))) >= 0;
    return (vowel ? "an " : "a ") + name;
  }

  static boolean isPlatformType(Class<?> type) {
    return type.isPrimitive()
        || type.isArray()
        || type.isEnum()
        || type.getName().startsWith("java.");
  }

  private void find(String format, Object... values) {
    findings.add(name() + ": " + String.format(format, values));
  }
}
