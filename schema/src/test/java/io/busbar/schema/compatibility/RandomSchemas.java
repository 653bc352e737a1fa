// SPDX-License-Identifier: Apache-2.0
package io.busbar.schema.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Schemas as records give them, and small changes of them. */
public final class RandomSchemas {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final List<String> NAMES = List.of("a", "b", "c", "d", "e");
  private static final List<String> WORDS = List.of("RED", "BLUE", "GREEN", "ord-1a2b3c4d", "");
  private static final List<String> PATTERNS = List.of("^[A-Z]+$", "^ord-[0-9a-f]{8}$", "^.*$");
  private static final List<String> FORMATS = List.of("date-time", "date", "uuid");
  private final Random random;

  public RandomSchemas(Random random) {
    this.random = random;
  }

  /** An object with some members. */
  public ObjectNode object(int depth) {
    ObjectNode schema = NODES.objectNode().put("type", "object");
    ObjectNode properties = schema.putObject("properties");
    ArrayNode required = schema.putArray("required");
    for (String name : NAMES) {
      if (random.nextInt(3) > 0) {
        properties.set(name, value(depth));
        if (random.nextBoolean()) {
          required.add(name);
        }
      }
    }
    if (random.nextInt(8) > 0) {
      schema.put("additionalProperties", false);
    } else if (random.nextBoolean()) {
      schema.set("additionalProperties", value(0));
    }
    return schema;
  }

  ObjectNode value(int depth) {
    return switch (random.nextInt(depth > 0 ? 11 : 6)) {
      case 0, 1 -> text();
      case 2 -> number();
      case 3 -> NODES.objectNode().put("type", "boolean");
      case 4 -> enumeration();
      case 5 -> nullable();
      case 6 -> list(depth - 1);
      case 7 -> object(depth - 1);
      case 8 -> map(depth - 1);
      case 9 -> sealed(depth - 1);
      default -> anyOf(depth - 1);
    };
  }

  private ObjectNode text() {
    ObjectNode text = NODES.objectNode().put("type", "string");
    switch (random.nextInt(5)) {
      case 0 -> text.put("pattern", pick(PATTERNS));
      case 1 -> text.put("format", pick(FORMATS));
      case 2 -> text.put("minLength", random.nextInt(4));
      case 3 -> text.put("maxLength", random.nextInt(8));
      default -> {}
    }
    return text;
  }

  private ObjectNode number() {
    ObjectNode number = NODES.objectNode().put("type", random.nextBoolean() ? "integer" : "number");
    if (random.nextInt(3) == 0) {
      number.put(random.nextBoolean() ? "minimum" : "exclusiveMinimum", random.nextInt(5));
    }
    if (random.nextInt(3) == 0) {
      number.put(random.nextBoolean() ? "maximum" : "exclusiveMaximum", 5 + random.nextInt(5));
    }
    return number;
  }

  private ObjectNode enumeration() {
    ObjectNode text = NODES.objectNode().put("type", "string");
    ArrayNode values = text.putArray("enum");
    for (String word : WORDS) {
      if (random.nextBoolean()) {
        values.add(word);
      }
    }
    return values.isEmpty() ? text.put("const", "RED").without("enum") : text;
  }

  private ObjectNode nullable() {
    ObjectNode value = random.nextBoolean() ? text() : number();
    ArrayNode types = NODES.arrayNode().add(value.get("type")).add("null");
    value.set("type", types);
    return value;
  }

  private ObjectNode list(int depth) {
    ObjectNode list = NODES.objectNode().put("type", "array");
    list.set("items", value(depth));
    switch (random.nextInt(5)) {
      case 0 -> list.put("minItems", random.nextInt(3));
      case 1 -> list.put("maxItems", random.nextInt(4));
      case 2 -> list.put("uniqueItems", true);
      default -> {}
    }
    return list;
  }

  private ObjectNode map(int depth) {
    ObjectNode map = NODES.objectNode().put("type", "object");
    map.set("additionalProperties", value(depth));
    return map;
  }

  private ObjectNode sealed(int depth) {
    ObjectNode sealed = NODES.objectNode();
    ArrayNode alternatives = sealed.putArray("oneOf");
    for (String kind : List.of("card", "cash", "bank").subList(0, 1 + random.nextInt(3))) {
      ObjectNode alternative = object(depth);
      ObjectNode properties = NODES.objectNode();
      properties.putObject("type").put("type", "string").put("const", kind);
      properties.setAll((ObjectNode) alternative.get("properties"));
      alternative.set("properties", properties);
      ((ArrayNode) alternative.get("required")).insert(0, "type");
      alternatives.add(alternative);
    }
    return sealed;
  }

  private ObjectNode anyOf(int depth) {
    ObjectNode any = NODES.objectNode();
    any.putArray("anyOf")
        .add(NODES.objectNode().put("type", "null"))
        .add(random.nextBoolean() ? object(depth) : value(depth));
    return any;
  }

  /** A copy in which something, somewhere, is different; often harmlessly. */
  public ObjectNode changed(ObjectNode schema) {
    ObjectNode changed = schema.deepCopy();
    int changes = 1 + random.nextInt(2);
    for (int i = 0; i < changes; i++) {
      change(changed, 3);
    }
    return changed;
  }

  private void change(ObjectNode object, int depth) {
    ObjectNode properties =
        object.get("properties") instanceof ObjectNode members ? members : NODES.objectNode();
    String name = pick(NAMES);
    JsonNode member = properties.get(name);
    if (depth > 0 && member instanceof ObjectNode inner && random.nextInt(3) > 0) {
      if (inner.has("properties")) {
        change(inner, depth - 1);
        return;
      }
      adjust(inner, depth);
      return;
    }
    ArrayNode required = object.withArrayProperty("required");
    int at = indexOf(required, name);
    if (random.nextBoolean() && at >= 0) {
      required.remove(at);
    } else if (random.nextInt(3) == 0) {
      properties.remove(name);
      if (at >= 0) {
        required.remove(at);
      }
    } else if (object.has("properties")) {
      properties.set(name, value(1));
    }
  }

  private static int indexOf(ArrayNode names, String name) {
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).asText().equals(name)) {
        return i;
      }
    }
    return -1;
  }

  /** Another bound, another word, another type. */
  private void adjust(ObjectNode schema, int depth) {
    if (schema.get("enum") instanceof ArrayNode values && random.nextBoolean()) {
      values.add("PINK");
    } else if (schema.get("items") instanceof ObjectNode items && random.nextBoolean()) {
      adjust(items, depth - 1);
    } else if (schema.get("oneOf") instanceof ArrayNode kinds && kinds.size() > 1) {
      kinds.remove(random.nextInt(kinds.size()));
    } else {
      for (Map.Entry<String, JsonNode> each : List.copyOf(schema.properties())) {
        if (each.getValue().isInt() && random.nextBoolean()) {
          schema.put(
              each.getKey(), Math.max(0, each.getValue().intValue() + random.nextInt(3) - 1));
        } else if ("pattern".equals(each.getKey()) || "format".equals(each.getKey())) {
          schema.remove(each.getKey());
        } else if ("integer".equals(each.getValue().asText())) {
          schema.put(each.getKey(), "number");
        }
      }
    }
  }

  private <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
