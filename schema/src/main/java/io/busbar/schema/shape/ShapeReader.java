// SPDX-License-Identifier: Apache-2.0
package io.busbar.schema.shape;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.busbar.schema.shape.Shape.Opaque;
import io.busbar.schema.shape.Shape.Reference;
import io.busbar.schema.shape.Shape.Union;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the part of JSON Schema that describes data as records have it. What is beyond (such as
 * {@code not} or {@code if}) becomes {@link Opaque}, about which no program here claims anything.
 */
public final class ShapeReader {
  private static final String DEFINITIONS = "#/$defs/";
  private static final String ROOT = "#";

  /** Keywords that allow and forbid nothing; so do all that begin with x-. */
  private static final Set<String> ANNOTATIONS =
      Set.of(
          "$schema",
          "$id",
          "$comment",
          "$defs",
          "title",
          "description",
          "default",
          "examples",
          "deprecated",
          "readOnly",
          "writeOnly",
          "contentEncoding",
          "contentMediaType");

  private final Map<String, Shape> definitions = new HashMap<>();

  private ShapeReader() {}

  /** The shape that a whole document describes. */
  public static Shape read(ObjectNode document) {
    ShapeReader reader = new ShapeReader();
    document
        .path("$defs")
        .properties()
        .forEach(
            each ->
                reader.definitions.put(DEFINITIONS + each.getKey(), reader.shape(each.getValue())));
    Shape root = reader.shape(document);
    reader.definitions.put(ROOT, root);
    reader.settle();
    return root instanceof Reference reference ? reference.target() : root;
  }

  /** Definitions that are nothing but a reference to another; in a circle they are nothing. */
  private void settle() {
    definitions.replaceAll((name, shape) -> settled(shape));
  }

  private Shape settled(Shape shape) {
    Shape current = shape;
    Set<String> passed = new HashSet<>();
    while (current instanceof Reference reference) {
      if (!passed.add(reference.toString())) {
        return new Shape.Nothing();
      }
      current = definitions.getOrDefault(reference.toString(), new Shape.Nothing());
    }
    return current;
  }

  Shape shape(JsonNode schema) {
    if (schema.isBoolean()) {
      return schema.booleanValue() ? new Shape.Any() : new Shape.Nothing();
    }
    Set<String> keywords = keywords(schema);
    if (keywords.isEmpty()) {
      return new Shape.Any();
    }
    if (keywords.equals(Set.of("$ref"))) {
      return reference(schema);
    }
    if (keywords.equals(Set.of("anyOf")) || keywords.equals(Set.of("oneOf"))) {
      return union(schema, keywords.contains("oneOf"));
    }
    if (keywords.equals(Set.of("allOf"))) {
      return onlyRule(schema);
    }
    return new TypedShapes(this, schema, keywords).shape();
  }

  private Shape reference(JsonNode schema) {
    String name = schema.get("$ref").asText();
    return name.equals(ROOT) || name.startsWith(DEFINITIONS)
        ? new Reference(name, definitions)
        : new Opaque(schema);
  }

  private Shape union(JsonNode schema, boolean exclusive) {
    List<Shape> alternatives = new ArrayList<>();
    schema.get(exclusive ? "oneOf" : "anyOf").forEach(each -> alternatives.add(shape(each)));
    return new Union(alternatives, exclusive);
  }

  /** An allOf of one rule beside nothing but annotations is that rule. */
  private Shape onlyRule(JsonNode schema) {
    List<JsonNode> rules = new ArrayList<>();
    schema
        .get("allOf")
        .forEach(
            each -> {
              if (!keywords(each).isEmpty()) {
                rules.add(each);
              }
            });
    return rules.size() == 1 ? shape(rules.get(0)) : new Opaque(schema);
  }

  /** The keywords that allow or forbid something. */
  private static Set<String> keywords(JsonNode schema) {
    Set<String> keywords = new HashSet<>();
    for (Iterator<String> names = schema.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!ANNOTATIONS.contains(name) && !name.startsWith("x-")) {
        keywords.add(name);
      }
    }
    return keywords;
  }
}
