// SPDX-License-Identifier: Apache-2.0
package io.busbar.core;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the values of the reserved members. What is of the wrong type is passed over, with
 * everything inside, and counts as not there.
 */
final class TolerantValues {
  private TolerantValues() {}

  static @Nullable Actor actor(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return null;
    }
    String subject = null;
    String issuer = null;
    List<String> scopes = List.of();
    for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
      parser.nextToken();
      switch (field) {
        case "subject" -> subject = text(parser);
        case "issuer" -> issuer = text(parser);
        case "scopes" -> scopes = texts(parser);
        default -> parser.skipChildren();
      }
    }
    return subject == null ? null : new Actor(subject, scopes, issuer);
  }

  static List<String> texts(JsonParser parser) throws IOException {
    List<String> values = new ArrayList<>();
    if (parser.currentToken() == JsonToken.START_ARRAY) {
      while (parser.nextToken() != JsonToken.END_ARRAY && parser.currentToken() != null) {
        String value = text(parser);
        if (value != null) {
          values.add(value);
        }
      }
      return values;
    }
    parser.skipChildren();
    return values;
  }

  static @Nullable EventId id(JsonParser parser) throws IOException {
    String text = text(parser);
    return text == null || text.isEmpty() ? null : EventId.of(text);
  }

  static @Nullable String text(JsonParser parser) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_STRING) {
      return parser.getText();
    }
    parser.skipChildren();
    return null;
  }

  static @Nullable Instant time(JsonParser parser) throws IOException {
    String text = text(parser);
    return text == null ? null : InstantText.parse(text, null);
  }

  /**
   * A whole number that is not negative, as number or as text; anything else counts as not there.
   */
  static int number(JsonParser parser, int otherwise) throws IOException {
    if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT
        && parser.currentToken() != JsonToken.VALUE_STRING) {
      parser.skipChildren();
      return otherwise;
    }
    String digits = parser.getText();
    boolean fits =
        !digits.isEmpty()
            && digits.length() <= 9
            && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    return fits ? Integer.parseInt(digits) : otherwise;
  }

  static @Nullable Instant millis(JsonParser parser) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT && parser.getTextLength() <= 15) {
      return Instant.ofEpochMilli(parser.getLongValue());
    }
    parser.skipChildren();
    return null;
  }
}
