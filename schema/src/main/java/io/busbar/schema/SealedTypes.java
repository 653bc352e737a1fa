// SPDX-License-Identifier: Apache-2.0
package io.busbar.schema;

import com.fasterxml.classmate.ResolvedType;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.CustomDefinitionProviderV2;
import com.github.victools.jsonschema.generator.SchemaGenerationContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sealed interfaces: {@code oneOf} their records, told apart by the member that {@code
 * JsonTypeInfo} names. Jackson writes that member for each of the records, wherever it stands.
 */
final class SealedTypes implements CustomDefinitionProviderV2 {

  @Override
  public @Nullable CustomDefinition provideCustomSchemaDefinition(
      ResolvedType type, SchemaGenerationContext context) {
    Class<?> raw = type.getErasedType();
    Class<?> family = family(raw);
    if (raw.isSealed() || (raw == family && raw.isAnnotationPresent(JsonSubTypes.class))) {
      requireDiscriminator(raw, family);
      return oneOf(raw, context);
    }
    return family == null ? null : member(raw, family, context);
  }

  /** The nearest type that says how its kind is told apart. */
  private static @Nullable Class<?> family(@Nullable Class<?> type) {
    if (type == null || type.isAnnotationPresent(JsonTypeInfo.class)) {
      return type;
    }
    for (Class<?> parent : type.getInterfaces()) {
      Class<?> family = family(parent);
      if (family != null) {
        return family;
      }
    }
    return family(type.getSuperclass());
  }

  private static void requireDiscriminator(Class<?> raw, @Nullable Class<?> family) {
    JsonTypeInfo info = family == null ? null : family.getAnnotation(JsonTypeInfo.class);
    if (info == null
        || info.use() != JsonTypeInfo.Id.NAME
        || info.include() != JsonTypeInfo.As.PROPERTY) {
      throw new IllegalArgumentException(
          "%s is sealed, but nothing in its JSON says which of its types a value is. Annotate it with @JsonTypeInfo(use = NAME, property = \"type\"), and its types with @JsonTypeName."
              .formatted(raw.getName()));
    }
  }

  private static CustomDefinition oneOf(Class<?> raw, SchemaGenerationContext context) {
    ObjectNode definition = JsonNodeFactory.instance.objectNode();
    ArrayNode alternatives = definition.putArray("oneOf");
    for (Class<?> alternative : alternatives(raw)) {
      ResolvedType type = context.getTypeContext().resolve(alternative);
      alternatives.add(context.createDefinitionReference(type));
    }
    return new CustomDefinition(
        definition,
        CustomDefinition.DefinitionType.STANDARD,
        CustomDefinition.AttributeInclusion.NO);
  }

  private CustomDefinition member(Class<?> raw, Class<?> family, SchemaGenerationContext context) {
    ObjectNode standard =
        context.createStandardDefinition(context.getTypeContext().resolve(raw), this);
    String discriminator = discriminator(family);
    ObjectNode properties = JsonNodeFactory.instance.objectNode();
    properties.putObject(discriminator).put("type", "string").put("const", name(raw, family));
    standard
        .path("properties")
        .properties()
        .forEach(each -> properties.set(each.getKey(), each.getValue()));
    ArrayNode required = JsonNodeFactory.instance.arrayNode().add(discriminator);
    standard.path("required").forEach(required::add);
    ObjectNode definition = JsonNodeFactory.instance.objectNode().put("type", "object");
    definition.set("properties", properties);
    definition.set("required", required);
    definition.put("additionalProperties", false);
    return new CustomDefinition(
        definition,
        CustomDefinition.DefinitionType.STANDARD,
        CustomDefinition.AttributeInclusion.NO);
  }

  private static String discriminator(Class<?> family) {
    JsonTypeInfo info = family.getAnnotation(JsonTypeInfo.class);
    return info.property().isEmpty() ? info.use().getDefaultPropertyName() : info.property();
  }

  /** Of all levels: a sealed interface may permit another one. */
  private static List<Class<?>> alternatives(Class<?> raw) {
    Class<?>[] direct =
        raw.isSealed()
            ? raw.getPermittedSubclasses()
            : Arrays.stream(raw.getAnnotation(JsonSubTypes.class).value())
                .map(JsonSubTypes.Type::value)
                .toArray(Class[]::new);
    List<Class<?>> all = new ArrayList<>();
    for (Class<?> each : direct) {
      if (each.isSealed()) {
        all.addAll(alternatives(each));
      } else {
        all.add(each);
      }
    }
    return all;
  }

  /** As Jackson names it: by @JsonSubTypes, by @JsonTypeName, else by the class. */
  private static String name(Class<?> raw, Class<?> family) {
    JsonSubTypes named = family.getAnnotation(JsonSubTypes.class);
    if (named != null) {
      for (JsonSubTypes.Type each : named.value()) {
        if (each.value() == raw && !each.name().isEmpty()) {
          return each.name();
        }
      }
    }
    JsonTypeName own = raw.getAnnotation(JsonTypeName.class);
    if (own != null && !own.value().isEmpty()) {
      return own.value();
    }
    String binary = raw.getName();
    return binary.substring(binary.lastIndexOf('.') + 1);
  }
}
