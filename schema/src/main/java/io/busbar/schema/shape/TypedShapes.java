// SPDX-License-Identifier: Apache-2.0
package io.busbar.schema.shape;

import com.fasterxml.jackson.databind.JsonNode;
import io.busbar.schema.shape.Shape.Member;
import io.busbar.schema.shape.Shape.Opaque;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a schema that names its types; the keywords of one type say nothing about another. */
final class TypedShapes {
  private static final Set<String> TEXT =
      Set.of("enum", "const", "pattern", "format", "minLength", "maxLength");
  private static final Set<String> NUMBER =
      Set.of("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "format");
  private static final Set<String> LIST = Set.of("items", "minItems", "maxItems", "uniqueItems");
  private static final Set<String> OBJECT =
      Set.of("properties", "required", "additionalProperties");

  private final ShapeReader reader;
  private final JsonNode schema;
  private final Set<String> keywords;

  TypedShapes(ShapeReader reader, JsonNode schema, Set<String> keywords) {
    this.reader = reader;
    this.schema = schema;
    this.keywords = keywords;
  }

  Shape shape() {
    Set<String> known = new HashSet<>(Set.of("type"));
    List<Shape> alternatives = new ArrayList<>();
    for (String type : types()) {
      Shape shape = shape(type, known);
      if (shape == null) {
        return new Opaque(schema);
      }
      alternatives.add(shape);
    }
    if (alternatives.isEmpty() || !known.containsAll(keywords)) {
      return new Opaque(schema);
    }
    return alternatives.size() == 1 ? alternatives.get(0) : new Shape.Union(alternatives, false);
  }

  /** Without a type, texts alone are understood: an enum says what it is by its values. */
  private List<String> types() {
    List<String> types = new ArrayList<>();
    JsonNode type = schema.path("type");
    if (type.isTextual()) {
      types.add(type.textValue());
    } else if (type.isArray()) {
      type.forEach(each -> types.add(each.asText()));
    } else if (enumeration() != null) {
      enumeration().forEach(value -> types.add(value.isNull() ? "null" : "string"));
      return List.copyOf(new LinkedHashSet<>(types));
    }
    return types;
  }

  private @Nullable Shape shape(String type, Set<String> known) {
    return switch (type) {
      case "string" -> text(known);
      case "integer" -> number(true, known);
      case "number" -> number(false, known);
      case "boolean" -> enumeration() == null ? new Shape.Bool() : null;
      case "null" -> nothingElseThanNull();
      case "array" -> list(known);
      case "object" -> object(known);
      default -> null;
    };
  }

  private Shape nothingElseThanNull() {
    Iterable<JsonNode> values = enumeration();
    if (values == null) {
      return new Shape.Null();
    }
    for (JsonNode value : values) {
      if (value.isNull()) {
        return new Shape.Null();
      }
    }
    return new Shape.Nothing();
  }

  private @Nullable Shape text(Set<String> known) {
    known.addAll(TEXT);
    Iterable<JsonNode> enumeration = enumeration();
    Set<String> values = enumeration == null ? null : new LinkedHashSet<>();
    for (JsonNode value : enumeration == null ? List.<JsonNode>of() : enumeration) {
      if (value.isTextual() && values != null) {
        values.add(value.textValue());
      } else if (!value.isNull()) {
        return null;
      }
    }
    return new Shape.Text(
        values,
        schema.path("pattern").textValue(),
        schema.path("format").textValue(),
        schema.path("minLength").asInt(0),
        schema.path("maxLength").asInt(Integer.MAX_VALUE));
  }

  private @Nullable Iterable<JsonNode> enumeration() {
    if (schema.has("const")) {
      return List.of(schema.get("const"));
    }
    return schema.get("enum");
  }

  private @Nullable Shape number(boolean integer, Set<String> known) {
    known.addAll(NUMBER);
    if (enumeration() != null) {
      return null;
    }
    boolean above = schema.has("exclusiveMinimum");
    boolean below = schema.has("exclusiveMaximum");
    if ((above && schema.has("minimum")) || (below && schema.has("maximum"))) {
      return null;
    }
    return new Shape.Numeric(
        integer,
        decimal(above ? "exclusiveMinimum" : "minimum"),
        above,
        decimal(below ? "exclusiveMaximum" : "maximum"),
        below,
        schema.path("format").textValue());
  }

  private @Nullable BigDecimal decimal(String keyword) {
    JsonNode value = schema.path(keyword);
    return value.isNumber() ? value.decimalValue() : null;
  }

  private @Nullable Shape list(Set<String> known) {
    known.addAll(LIST);
    if (enumeration() != null) {
      return null;
    }
    return new Shape.Sequence(
        schema.has("items") ? reader.shape(schema.get("items")) : new Shape.Any(),
        schema.path("minItems").asInt(0),
        schema.path("maxItems").asInt(Integer.MAX_VALUE),
        schema.path("uniqueItems").asBoolean(false));
  }

  private @Nullable Shape object(Set<String> known) {
    known.addAll(OBJECT);
    if (enumeration() != null) {
      return null;
    }
    Set<String> required = new LinkedHashSet<>();
    schema.path("required").forEach(name -> required.add(name.asText()));
    Map<String, Member> members = new LinkedHashMap<>();
    schema
        .path("properties")
        .properties()
        .forEach(
            each ->
                members.put(
                    each.getKey(), member(each.getValue(), required.remove(each.getKey()))));
    // Required without being described: any value will do.
    required.forEach(name -> members.put(name, new Member(others(), true, false, null)));
    return new Shape.Struct(members, others());
  }

  private Shape others() {
    return schema.has("additionalProperties")
        ? reader.shape(schema.get("additionalProperties"))
        : new Shape.Any();
  }

  private Member member(JsonNode each, boolean required) {
    JsonNode deprecated = each.path("x-busbar-deprecated");
    return new Member(
        reader.shape(each),
        required,
        each.path("x-busbar-sensitive").asBoolean(false),
        deprecated.isObject()
            ? new Shape.Deprecation(
                deprecated.path("since").asInt(),
                deprecated.path("removeAfter").asText(),
                deprecated.path("replacedBy").asText())
            : null);
  }
}
