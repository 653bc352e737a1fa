// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.busbar.testkit.AwsErrorException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object of a request, read by type. A member of another type is a {@code
 * SerializationException}, as AWS answers it; unknown members are ignored, as AWS does.
 */
final class Input {
  private final JsonNode node;

  private Input(JsonNode node) {
    this.node = node;
  }

  /** Reads a request's body; an empty one is an object without members. */
  static Input parse(String body) {
    return body.isBlank() ? new Input(MissingNode.getInstance()) : object(tree(body));
  }

  private static JsonNode tree(String body) {
    return Json.read(body, () -> Faults.serialization("The request's body is not valid JSON."));
  }

  private static Input object(JsonNode node) {
    if (!node.isObject()) {
      throw mismatch(node, "Structure");
    }
    return new Input(node);
  }

  /** The whole object, as it came. */
  JsonNode json() {
    return node;
  }

  boolean has(String name) {
    return member(name) != null;
  }

  @Nullable String text(String name) {
    JsonNode value = member(name);
    return value == null ? null : text(value);
  }

  String text(String name, String otherwise) {
    String value = text(name);
    return value == null ? otherwise : value;
  }

  @Nullable Integer integer(String name) {
    JsonNode value = member(name);
    if (value == null) {
      return null;
    }
    if (!value.isNumber() || !value.canConvertToInt()) {
      throw mismatch(value, "Integer");
    }
    return value.intValue();
  }

  /** Whether a member is true; false when it is missing. */
  boolean flag(String name) {
    JsonNode value = member(name);
    if (value != null && !value.isBoolean()) {
      throw mismatch(value, "Boolean");
    }
    return value != null && value.booleanValue();
  }

  /** A time as the JSON protocols write it: epoch seconds with an optional fraction. */
  @Nullable Instant time(String name) {
    JsonNode value = member(name);
    if (value == null) {
      return null;
    }
    if (!value.isNumber()) {
      throw mismatch(value, "Timestamp");
    }
    return Instant.ofEpochMilli(Math.round(value.doubleValue() * 1000));
  }

  /** A member that is an object, or null. */
  @Nullable Input object(String name) {
    JsonNode value = member(name);
    return value == null ? null : object(value);
  }

  /** A list of objects; empty when the member is missing. */
  List<Input> objects(String name) {
    return list(name, Input::object);
  }

  /** A list of texts; empty when the member is missing. */
  List<String> texts(String name) {
    return list(name, Input::text);
  }

  /** A map of texts in the request's order; empty when the member is missing. */
  Map<String, String> textMap(String name) {
    return map(name, Input::text);
  }

  /** A map of objects in the request's order; empty when the member is missing. */
  Map<String, Input> objectMap(String name) {
    return map(name, Input::object);
  }

  private <T> List<T> list(String name, Function<JsonNode, T> read) {
    JsonNode value = member(name);
    List<T> items = new ArrayList<>();
    if (value == null) {
      return items;
    }
    if (!value.isArray()) {
      throw mismatch(value, "List");
    }
    value.forEach(item -> items.add(read.apply(item)));
    return items;
  }

  private <T> Map<String, T> map(String name, Function<JsonNode, T> read) {
    JsonNode value = member(name);
    Map<String, T> items = new LinkedHashMap<>();
    if (value == null) {
      return items;
    }
    if (!value.isObject()) {
      throw mismatch(value, "Map");
    }
    value.properties().forEach(item -> items.put(item.getKey(), read.apply(item.getValue())));
    return items;
  }

  private @Nullable JsonNode member(String name) {
    JsonNode value = node.get(name);
    return value == null || value.isNull() ? null : value;
  }

  private static String text(JsonNode value) {
    if (!value.isTextual()) {
      throw mismatch(value, "String");
    }
    return value.textValue();
  }

  /** AWS names the token it met, as in "NUMBER_VALUE can not be converted to a String". */
  static AwsErrorException mismatch(JsonNode found, String wanted) {
    String token =
        switch (found.getNodeType()) {
          case OBJECT -> "START_OBJECT";
          case ARRAY -> "START_ARRAY";
          case NUMBER -> "NUMBER_VALUE";
          case BOOLEAN -> found.booleanValue() ? "TRUE_VALUE" : "FALSE_VALUE";
          case NULL -> "NULL_VALUE";
          default -> "STRING_VALUE";
        };
    String article = wanted.startsWith("I") ? "an " : "a ";
    return Faults.serialization(token + " can not be converted to " + article + wanted);
  }
}
