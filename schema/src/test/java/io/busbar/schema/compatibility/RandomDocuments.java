// SPDX-License-Identifier: Apache-2.0
package io.busbar.schema.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/** Documents that a schema of {@link RandomSchemas} allows, at its edges more often than not. */
public final class RandomDocuments {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private final Random random;

  public RandomDocuments(Random random) {
    this.random = random;
  }

  public JsonNode of(JsonNode schema) {
    if (schema.isEmpty()) {
      return pick(List.of(NODES.textNode("free"), NODES.numberNode(7), NODES.nullNode()));
    }
    for (String choice : List.of("oneOf", "anyOf")) {
      if (schema.has(choice)) {
        return of(schema.get(choice).get(random.nextInt(schema.get(choice).size())));
      }
    }
    if (schema.has("const")) {
      return schema.get("const");
    }
    if (schema.has("enum")) {
      return schema.get("enum").get(random.nextInt(schema.get("enum").size()));
    }
    JsonNode type = schema.path("type");
    return typed(
        type.isArray() ? type.get(random.nextInt(type.size())).asText() : type.asText(), schema);
  }

  private JsonNode typed(String type, JsonNode schema) {
    return switch (type) {
      case "string" -> NODES.textNode(text(schema));
      case "integer" -> NODES.numberNode(whole(schema));
      case "number" -> number(schema);
      case "boolean" -> NODES.booleanNode(random.nextBoolean());
      case "array" -> list(schema);
      case "object" -> object(schema);
      default -> NODES.nullNode();
    };
  }

  private String text(JsonNode schema) {
    String rule = schema.path("pattern").asText() + schema.path("format").asText();
    return switch (rule) {
      case "^[A-Z]+$" -> "ABC".substring(random.nextInt(3));
      case "^ord-[0-9a-f]{8}$" -> "ord-%08x".formatted(random.nextInt());
      case "date-time" ->
          "2026-11-%02dT06:00:00%s"
              .formatted(1 + random.nextInt(28), pick(List.of("Z", ".5Z", "+01:00")));
      case "date" -> "2026-02-%02d".formatted(1 + random.nextInt(28));
      case "uuid" -> new UUID(random.nextLong(), random.nextLong()).toString();
      default -> free(schema);
    };
  }

  private String free(JsonNode schema) {
    int from = schema.path("minLength").asInt(0);
    int to = Math.max(from, schema.path("maxLength").asInt(from + 3));
    return pick(List.of("x", "ä", "💥")).repeat(from + random.nextInt(to - from + 1));
  }

  private long whole(JsonNode schema) {
    long from = schema.path("minimum").asLong(schema.path("exclusiveMinimum").asLong(-1) + 1);
    long to = schema.path("maximum").asLong(schema.path("exclusiveMaximum").asLong(13) - 1);
    return from + random.nextInt((int) Math.max(1, to - from + 1));
  }

  private JsonNode number(JsonNode schema) {
    long whole = whole(schema);
    boolean canGrow =
        whole + 1 < schema.path("maximum").asLong(schema.path("exclusiveMaximum").asLong(99));
    return canGrow && random.nextBoolean()
        ? NODES.numberNode(BigDecimal.valueOf(whole).add(new BigDecimal("0.5")))
        : NODES.numberNode(whole);
  }

  private JsonNode list(JsonNode schema) {
    int from = schema.path("minItems").asInt(0);
    int to = Math.max(from, schema.path("maxItems").asInt(from + 2));
    Set<JsonNode> seen = new LinkedHashSet<>();
    ArrayNode list = NODES.arrayNode();
    int size = from + random.nextInt(to - from + 1);
    for (int i = 0; i < size; i++) {
      JsonNode item = of(schema.path("items"));
      if (seen.add(item) || !schema.path("uniqueItems").asBoolean()) {
        list.add(item);
      }
    }
    return list;
  }

  private JsonNode object(JsonNode schema) {
    ObjectNode object = NODES.objectNode();
    Set<String> required = new LinkedHashSet<>();
    schema.path("required").forEach(name -> required.add(name.asText()));
    for (Map.Entry<String, JsonNode> member : schema.path("properties").properties()) {
      if (required.contains(member.getKey()) || random.nextBoolean()) {
        object.set(member.getKey(), of(member.getValue()));
      }
    }
    JsonNode others = schema.path("additionalProperties");
    if (!others.isBoolean() && random.nextBoolean()) {
      String name = pick(List.of("a", "b", "other"));
      if (!schema.path("properties").has(name)) {
        object.set(name, others.isMissingNode() ? NODES.textNode("free") : of(others));
      }
    }
    return object;
  }

  /** A copy in which one value was replaced by another, of whatever type. */
  public JsonNode damaged(JsonNode document) {
    if (!(document.deepCopy() instanceof ObjectNode object) || object.isEmpty()) {
      return pick(List.of(NODES.nullNode(), NODES.textNode("x"), NODES.arrayNode()));
    }
    String name = pick(List.copyOf(object.propertyStream().map(Map.Entry::getKey).toList()));
    if (random.nextBoolean() && object.get(name).isObject()) {
      object.set(name, damaged(object.get(name)));
    } else if (random.nextBoolean()) {
      object.remove(name);
    } else {
      object.set(
          name,
          pick(
              List.of(
                  NODES.nullNode(),
                  NODES.numberNode(-1),
                  NODES.numberNode(new BigDecimal("1.0")),
                  NODES.textNode("RED\n"),
                  NODES.objectNode(),
                  NODES.arrayNode().add(1).add(1))));
    }
    return object;
  }

  private <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
