// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.routing;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes from an event, in one pass, the members that patterns ask for; the others are skipped. */
final class EventPicker {
  private static final JsonFactory JSON = new JsonFactory();

  /** The names of all levels that some pattern has. */
  private final Set<String> names;

  EventPicker(Set<String> names) {
    this.names = names;
  }

  /**
   * The event without what nobody asks for; null for what such a tree cannot tell as event-ruler
   * reads it: a name that comes twice or has a dot in it, more levels than usual, no JSON object.
   */
  @Nullable ObjectNode pick(String json) {
    try (JsonParser parser = JSON.createParser(json)) {
      return parser.nextToken() == JsonToken.START_OBJECT ? object(parser) : null;
    } catch (JsonProcessingException unusual) {
      return null;
    } catch (IOException unreachable) {
      throw new UncheckedIOException(unreachable);
    }
  }

  private @Nullable ObjectNode object(JsonParser parser) throws IOException {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      JsonToken token = parser.nextToken();
      if (!names.contains(name)) {
        if (name.indexOf('.') >= 0) {
          return null;
        }
        parser.skipChildren();
        continue;
      }
      JsonNode value = value(parser, token);
      if (value == null || object.replace(name, value) != null) {
        return null;
      }
    }
    return object;
  }

  private @Nullable JsonNode value(JsonParser parser, JsonToken token) throws IOException {
    return switch (token) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> TextNode.valueOf(parser.getText());
      case VALUE_TRUE, VALUE_FALSE -> BooleanNode.valueOf(token == JsonToken.VALUE_TRUE);
      case VALUE_NULL -> NullNode.getInstance();
      default -> new NumberAsWritten(parser.getText());
    };
  }

  private @Nullable ArrayNode array(JsonParser parser) throws IOException {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      JsonNode element = value(parser, token);
      if (element == null) {
        return null;
      }
      array.add(element);
    }
    return array;
  }

  /** event-ruler reads numbers by their text, which no other node keeps. */
  private static final class NumberAsWritten extends TextNode {
    private static final long serialVersionUID = 1L;

    NumberAsWritten(String text) {
      super(text);
    }

    @Override
    public JsonNodeType getNodeType() {
      return JsonNodeType.NUMBER;
    }
  }
}
