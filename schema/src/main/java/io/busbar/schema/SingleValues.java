// SPDX-License-Identifier: Apache-2.0
package io.busbar.schema;

import com.fasterxml.classmate.ResolvedType;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.CustomDefinitionProviderV2;
import com.github.victools.jsonschema.generator.SchemaGenerationContext;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Records that are written as the one value that they wrap: {@code @JsonValue}. */
final class SingleValues implements CustomDefinitionProviderV2 {

  @Override
  public @Nullable CustomDefinition provideCustomSchemaDefinition(
      ResolvedType type, SchemaGenerationContext context) {
    Class<?> raw = type.getErasedType();
    Type value = raw.isEnum() ? null : value(raw);
    if (value == null) {
      return null;
    }
    ObjectNode definition = context.createDefinition(context.getTypeContext().resolve(value));
    Constraints constraints = constraints(raw);
    if (constraints != null) {
      constrain(definition, constraints);
    }
    return new CustomDefinition(
        definition,
        CustomDefinition.DefinitionType.INLINE,
        CustomDefinition.AttributeInclusion.YES);
  }

  private static @Nullable Type value(Class<?> raw) {
    for (Field field : raw.getDeclaredFields()) {
      if (field.isAnnotationPresent(JsonValue.class)) {
        return field.getGenericType();
      }
    }
    for (Method method : raw.getDeclaredMethods()) {
      if (method.isAnnotationPresent(JsonValue.class)) {
        return method.getGenericReturnType();
      }
    }
    return null;
  }

  private static @Nullable Constraints constraints(Class<?> raw) {
    if (raw.isAnnotationPresent(Constraints.class)) {
      return raw.getAnnotation(Constraints.class);
    }
    for (Field field : raw.getDeclaredFields()) {
      if (field.isAnnotationPresent(Constraints.class)) {
        return field.getAnnotation(Constraints.class);
      }
    }
    return null;
  }

  private static void constrain(ObjectNode definition, Constraints constraints) {
    if (!constraints.pattern().isEmpty()) {
      definition.put("pattern", constraints.pattern());
    }
    if (constraints.minLength() > 0) {
      definition.put("minLength", constraints.minLength());
    }
    if (constraints.maxLength() < Integer.MAX_VALUE) {
      definition.put("maxLength", constraints.maxLength());
    }
    if (!constraints.minimum().isEmpty()) {
      definition.put("minimum", new BigDecimal(constraints.minimum()));
    }
    if (!constraints.maximum().isEmpty()) {
      definition.put("maximum", new BigDecimal(constraints.maximum()));
    }
  }
}
