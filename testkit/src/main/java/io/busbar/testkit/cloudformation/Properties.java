// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.cloudformation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Properties without functions, read as the types that they must have. */
record Properties(JsonNode json) {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  boolean has(String name) {
    return json.hasNonNull(name);
  }

  /** The text, number or boolean as text, or null when it is not there. */
  @Nullable String text(String name) {
    JsonNode value = json.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (value.isContainerNode()) {
      throw wrong(name, "a text", value);
    }
    return value.asText();
  }

  String required(String name) {
    String text = text(name);
    if (text == null) {
      throw new Mistake("The property '%s' is required.".formatted(name));
    }
    return text;
  }

  @Nullable Integer integer(String name) {
    String text = text(name);
    if (text == null) {
      return null;
    }
    if (!text.matches("-?\\d{1,9}")) {
      throw wrong(name, "a number", json.path(name));
    }
    return Integer.valueOf(text);
  }

  /** False when it is not there. */
  boolean flag(String name) {
    String text = text(name);
    if (text != null && !text.matches("true|false")) {
      throw wrong(name, "true or false", json.path(name));
    }
    return Boolean.parseBoolean(text);
  }

  /** The properties below, or null when there are none. */
  @Nullable Properties object(String name) {
    JsonNode value = json.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isObject()) {
      throw wrong(name, "an object", value);
    }
    return new Properties(value);
  }

  List<JsonNode> list(String name) {
    JsonNode value = json.path(name);
    if (!value.isMissingNode() && !value.isNull() && !value.isArray()) {
      throw wrong(name, "a list", value);
    }
    return StreamSupport.stream(value.spliterator(), false).toList();
  }

  Map<String, String> texts(String name) {
    Map<String, String> texts = new TreeMap<>();
    Properties object = object(name);
    if (object != null) {
      object.json.fieldNames().forEachRemaining(each -> texts.put(each, object.required(each)));
    }
    return texts;
  }

  /** The object, which may also be given as a text that holds it; null when it is not there. */
  @Nullable JsonNode document(String name) {
    JsonNode value = json.path(name);
    if (!value.isTextual()) {
      Properties object = object(name);
      return object == null ? null : object.json;
    }
    try {
      return MAPPER.readTree(value.asText());
    } catch (JsonProcessingException broken) {
      throw wrong(name, "an object", value);
    }
  }

  JsonNode requiredDocument(String name) {
    JsonNode document = document(name);
    if (document == null) {
      throw new Mistake("The property '%s' is required.".formatted(name));
    }
    return document;
  }

  private static Mistake wrong(String name, String expected, JsonNode value) {
    String found = value.isTextual() ? value.asText() : value.toString();
    return new Mistake(
        "The property '%s' must be %s, but was '%s'.".formatted(name, expected, found));
  }
}
