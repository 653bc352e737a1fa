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
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes from events, while they are read, the members that the patterns of a {@link PatternIndex}
 * ask for; the others are skipped. For those who read an event anyway. Immutable and thread-safe.
 */
public final class EventPicker {
  private static final JsonFactory JSON = new JsonFactory();

  /** The names of all levels that some pattern has. */
  private final Set<String> names;

  private EventPicker(Set<String> names) {
    this.names = names;
  }

  /** Takes all members of these names, on any level of objects that are taken. */
  public static EventPicker of(Set<String> names) {
    return new EventPicker(new HashSet<>(names));
  }

  /** Takes what this one takes, and these. */
  public EventPicker and(Set<String> more) {
    Set<String> all = new HashSet<>(names);
    all.addAll(more);
    return of(all);
  }

  boolean takes(Set<String> wanted) {
    return names.containsAll(wanted);
  }

  boolean takesOnly(Set<String> wanted) {
    return names.equals(wanted);
  }

  /**
   * The object that the parser is about to read, without what nobody asks for; the parser then
   * stands at its end. Null for what such a tree cannot tell as event-ruler reads it: a name that
   * comes twice or has a dot in it. The parser then stands in the middle.
   *
   * @param parser at the start of an object
   * @throws IOException as the parser throws it
   */
  public @Nullable ObjectNode pick(JsonParser parser) throws IOException {
    return object(parser);
  }

  /** As of a whole text; null also if it is no object, malformed, or deeper than usual. */
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
