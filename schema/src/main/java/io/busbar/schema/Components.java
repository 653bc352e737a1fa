// SPDX-License-Identifier: Apache-2.0
package io.busbar.schema;

import com.fasterxml.classmate.ResolvedType;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigPart;
import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the annotations of a record's components say about its members. */
final class Components {
  private static final Set<Class<?>> OPTIONALS =
      Set.of(Optional.class, OptionalInt.class, OptionalLong.class, OptionalDouble.class);
  private static final Set<JsonInclude.Include> LEAVE_OUT_VALUES =
      Set.of(
          JsonInclude.Include.NON_EMPTY,
          JsonInclude.Include.NON_DEFAULT,
          JsonInclude.Include.CUSTOM);

  private final SchemaGeneratorConfigPart<FieldScope> fields;

  Components(SchemaGeneratorConfigPart<FieldScope> fields) {
    this.fields = fields;
  }

  void configure() {
    fields.withIgnoreCheck(Components::refuseUnwrapped);
    fields.withRequiredCheck(field -> !field.isFakeContainerItemScope() && isRequired(field));
    fields.withNullableCheck(
        field -> !field.isFakeContainerItemScope() && isOptional(field.getRawMember()));
    fields
        .withStringPatternResolver(of(each -> each.pattern().isEmpty() ? null : each.pattern()))
        .withStringMinLengthResolver(of(each -> positive(each.minLength())))
        .withStringMaxLengthResolver(of(each -> bounded(each.maxLength())))
        .withNumberInclusiveMinimumResolver(of(each -> decimal(each.minimum())))
        .withNumberInclusiveMaximumResolver(of(each -> decimal(each.maximum())))
        .withArrayMinItemsResolver(ofList(each -> positive(each.minItems())))
        .withArrayMaxItemsResolver(ofList(each -> bounded(each.maxItems())))
        .withInstanceAttributeOverride((node, field, context) -> mark(node, field));
  }

  private static boolean isRequired(FieldScope field) {
    Field raw = field.getRawMember();
    return !isOptional(raw) && !mayBeLeftOut(raw);
  }

  /** Never ignored here; Jackson's own annotations decide that. */
  private static boolean refuseUnwrapped(FieldScope field) {
    Field raw = field.getRawMember();
    if (raw.isAnnotationPresent(JsonUnwrapped.class)) {
      throw new IllegalArgumentException(
          "%s.%s is @JsonUnwrapped, which a closed schema cannot describe. Put its members into the record itself."
              .formatted(raw.getDeclaringClass().getName(), raw.getName()));
    }
    return false;
  }

  static boolean isOptional(Field field) {
    return OPTIONALS.contains(field.getType())
        || isNullable(field.getAnnotations())
        || isNullable(field.getAnnotatedType().getAnnotations());
  }

  /** Whosever annotation it is. */
  private static boolean isNullable(Annotation[] annotations) {
    return Arrays.stream(annotations)
        .anyMatch(each -> each.annotationType().getSimpleName().equals("Nullable"));
  }

  private static boolean mayBeLeftOut(Field field) {
    JsonInclude include =
        field.isAnnotationPresent(JsonInclude.class)
            ? field.getAnnotation(JsonInclude.class)
            : field.getDeclaringClass().getAnnotation(JsonInclude.class);
    return include != null && LEAVE_OUT_VALUES.contains(include.value());
  }

  /** Constraints on texts and numbers go for the elements of a list as well. */
  private static <T>
      com.github.victools.jsonschema.generator.ConfigFunction<FieldScope, @Nullable T> of(
          Function<Constraints, @Nullable T> rule) {
    return field -> {
      Constraints constraints = constraints(field);
      return constraints == null ? null : rule.apply(constraints);
    };
  }

  private static <T>
      com.github.victools.jsonschema.generator.ConfigFunction<FieldScope, @Nullable T> ofList(
          Function<Constraints, @Nullable T> rule) {
    return field -> {
      Constraints constraints = field.getRawMember().getAnnotation(Constraints.class);
      return constraints == null || field.isFakeContainerItemScope()
          ? null
          : rule.apply(constraints);
    };
  }

  private static @Nullable Constraints constraints(FieldScope field) {
    Constraints own = field.getRawMember().getAnnotation(Constraints.class);
    ResolvedType type = field.getType();
    if (own != null || type == null) {
      return own;
    }
    return type.getErasedType().getAnnotation(Constraints.class);
  }

  private static @Nullable Integer positive(int value) {
    return value > 0 ? value : null;
  }

  private static @Nullable Integer bounded(int value) {
    return value < Integer.MAX_VALUE ? value : null;
  }

  private static @Nullable BigDecimal decimal(String value) {
    return value.isEmpty() ? null : new BigDecimal(value);
  }

  private static void mark(ObjectNode node, FieldScope field) {
    if (field.isFakeContainerItemScope()) {
      return;
    }
    if (isSensitive(field)) {
      node.put(Keywords.SENSITIVE, true);
    }
    DeprecatedField deprecated = field.getRawMember().getAnnotation(DeprecatedField.class);
    if (deprecated != null) {
      node.put("deprecated", true);
      ObjectNode details = node.putObject(Keywords.DEPRECATED).put("since", deprecated.since());
      putUnlessEmpty(details, "removeAfter", deprecated.removeAfter());
      putUnlessEmpty(details, "replacedBy", deprecated.replacedBy());
    }
  }

  private static void putUnlessEmpty(ObjectNode node, String name, String value) {
    if (!value.isEmpty()) {
      node.put(name, value);
    }
  }

  private static boolean isSensitive(FieldScope field) {
    ResolvedType type = field.getType();
    ResolvedType inside =
        type == null || !field.isContainerType() ? type : field.getContainerItemType();
    return field.getRawMember().isAnnotationPresent(Sensitive.class)
        || (inside != null && inside.getErasedType().isAnnotationPresent(Sensitive.class));
  }
}
