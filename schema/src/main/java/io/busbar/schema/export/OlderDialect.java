// SPDX-License-Identifier: Apache-2.0
package io.busbar.schema.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;

/**
 * Writes a schema of draft 2020-12 in an older dialect. What is allowed stays the same; what the
 * older one has no word for is said in its words.
 */
abstract class OlderDialect {
  private static final String DEFINITIONS = "#/$defs/";
  static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** Keywords whose values are schemas by name. */
  private static final Set<String> NAMED = Set.of("properties");

  /** Keywords whose values are lists of schemas. */
  private static final Set<String> LISTS = Set.of("anyOf", "oneOf", "allOf");

  /** Keywords whose value is a schema. */
  private static final Set<String> SINGLE = Set.of("items", "additionalProperties");

  private final String place;
  private final String rootName;

  /**
   * @param place where the dialect keeps definitions, as in {@code #/definitions/}
   * @param rootName what the whole schema is called there
   */
  OlderDialect(String place, String rootName) {
    this.place = place;
    this.rootName = rootName;
  }

  /** All definitions, the whole schema among them. */
  ObjectNode definitions(ObjectNode document) {
    ObjectNode definitions = NODES.objectNode();
    ObjectNode root = document.deepCopy();
    root.remove("$defs");
    definitions.set(rootName, schema(root));
    for (Map.Entry<String, JsonNode> each : document.path("$defs").properties()) {
      definitions.set(each.getKey(), schema(each.getValue()));
    }
    return definitions;
  }

  ObjectNode reference(String name) {
    return NODES.objectNode().put("$ref", place + name);
  }

  /** One schema with everything in it. */
  ObjectNode schema(JsonNode schema) {
    if (schema.isBoolean()) {
      ObjectNode anything = NODES.objectNode();
      return schema.booleanValue() ? anything : anything.set("not", NODES.objectNode());
    }
    if (schema.has("$ref")) {
      String name = schema.get("$ref").textValue();
      return reference(name.equals("#") ? rootName : name.substring(DEFINITIONS.length()));
    }
    ObjectNode written = NODES.objectNode();
    for (Map.Entry<String, JsonNode> each : schema.properties()) {
      if (knows(each.getKey())) {
        write(each.getKey(), each.getValue(), written);
      }
    }
    return settled(written);
  }

  private void write(String keyword, JsonNode value, ObjectNode to) {
    if (NAMED.contains(keyword)) {
      ObjectNode members = to.putObject(keyword);
      value.properties().forEach(each -> members.set(each.getKey(), schema(each.getValue())));
    } else if (LISTS.contains(keyword)) {
      ArrayNode list = to.putArray(keyword);
      value.forEach(each -> list.add(schema(each)));
    } else if (SINGLE.contains(keyword)) {
      to.set(keyword, value.isBoolean() ? value : schema(value));
    } else {
      writeSimple(keyword, value, to);
    }
  }

  private static void writeSimple(String keyword, JsonNode value, ObjectNode to) {
    switch (keyword) {
      case "const" -> to.putArray("enum").add(value);
      case "exclusiveMinimum" -> {
        to.set("minimum", value);
        to.put(keyword, true);
      }
      case "exclusiveMaximum" -> {
        to.set("maximum", value);
        to.put(keyword, true);
      }
      case "required" -> {
        // Both dialects refuse an empty list.
        if (!value.isEmpty()) {
          to.set(keyword, value);
        }
      }
      default -> to.set(keyword, value);
    }
  }

  /** Whether the keyword may stand in the dialect. */
  abstract boolean knows(String keyword);

  /** The last word about one schema. */
  abstract ObjectNode settled(ObjectNode written);
}
