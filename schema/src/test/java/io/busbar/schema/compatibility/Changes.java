// SPDX-License-Identifier: Apache-2.0
package io.busbar.schema.compatibility;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.busbar.core.EventName;
import io.busbar.schema.EventSchema;
import io.busbar.schema.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The changes of cases.txt, with the schemas before and after. */
final class Changes {
  private static final EventName NAME = new EventName("grocer.shop", "Order Placed");
  private static final Map<String, String> TYPES =
      Map.of(
          "<text>", "{'type':'string'}",
          "<int>", "{'type':'integer','format':'int32'}",
          "<long>", "{'type':'integer','format':'int64'}",
          "<whole>", "{'type':'integer'}",
          "<number>", "{'type':'number'}",
          "<bool>", "{'type':'boolean'}",
          "<list>", "{'type':'array','items':{'type':'string'}}",
          "<card>",
              "{'members':{'type':{'type':'string','const':'card'},'number':{'type':'string'}}}",
          "<cash>", "{'members':{'type':{'type':'string','const':'cash'}}}",
          "<bank>",
              "{'members':{'type':{'type':'string','const':'bank'},'iban':{'type':'string'}}}");
  private static final Map<String, Change> ALL = read();

  private Changes() {}

  record Change(EventSchema before, EventSchema after) {}

  static Change named(String change) {
    return ALL.get(change);
  }

  static List<String> names() {
    return List.copyOf(ALL.keySet());
  }

  private static Map<String, Change> read() {
    try (InputStream cases = Changes.class.getResourceAsStream("cases.txt")) {
      Map<String, Change> all = new LinkedHashMap<>();
      new String(cases.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split(" \\| "))
          .forEach(
              cells -> all.put(cells[0], new Change(schema(cells[1], 1), schema(cells[2], 2))));
      return all;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** A schema in the short form of cases.txt. */
  static EventSchema schema(String brief, int version) {
    String json = brief;
    for (Map.Entry<String, String> type : TYPES.entrySet()) {
      json = json.replace(type.getKey(), type.getValue());
    }
    try {
      ObjectNode document = (ObjectNode) Json.READER.readTree(json.replace('\'', '"'));
      boolean whole = document.has("$defs") || document.remove("$open") != null;
      return new EventSchema(NAME, version, whole ? document : object(document));
    } catch (JsonProcessingException wrong) {
      throw new UncheckedIOException(wrong);
    }
  }

  private static ObjectNode object(JsonNode members) {
    ObjectNode object = node();
    object.put("type", "object");
    ObjectNode properties = object.putObject("properties");
    ArrayNode required = object.putArray("required");
    for (Map.Entry<String, JsonNode> member : members.properties()) {
      String name = member.getKey().replace("?", "");
      if (name.equals(member.getKey())) {
        required.add(name);
      }
      properties.set(name, expanded(member.getValue()));
    }
    return object.put("additionalProperties", false);
  }

  private static ObjectNode node() {
    return com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.objectNode();
  }

  /** Objects in their short form may stand in lists and alternatives. */
  private static JsonNode expanded(JsonNode schema) {
    if (schema.has("members")) {
      return object(schema.get("members"));
    }
    if (schema.has("items")) {
      ((ObjectNode) schema).set("items", expanded(schema.get("items")));
    }
    if (schema.has("oneOf")) {
      ArrayNode alternatives = (ArrayNode) schema.get("oneOf");
      for (int i = 0; i < alternatives.size(); i++) {
        alternatives.set(i, expanded(alternatives.get(i)));
      }
    }
    return schema;
  }
}
