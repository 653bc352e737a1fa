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
 * Reads the members of an envelope in any order and form. One of the wrong type counts as not
 * there.
 */
final class EnvelopeParser {
  private final JsonParser parser;
  private final EnvelopeMembers envelope;

  /**
   * @param envelope where what is read is added
   */
  EnvelopeParser(JsonParser parser, EnvelopeMembers envelope) throws IOException {
    this.parser = parser;
    this.envelope = envelope;
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw EnvelopeMembers.notAnEnvelope("it is not a JSON object");
    }
  }

  /** Goes on to the next detail and leaves the parser on its opening brace; false at the end. */
  boolean findDetail() throws IOException {
    for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
      parser.nextToken();
      if (field.equals("detail")) {
        noteDetail();
        return true;
      }
      readMember(field);
    }
    return false;
  }

  private void noteDetail() {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw EnvelopeMembers.notAnEnvelope("its detail is not a JSON object");
    }
    envelope.detailOffset = (int) parser.currentTokenLocation().getCharOffset();
  }

  private void readMember(String field) throws IOException {
    switch (field) {
      case "id" -> envelope.busEventId = scalar();
      case "source" -> envelope.source = scalar();
      case "detail-type" -> envelope.detailType = scalar();
      case "account" -> envelope.account = scalar();
      case "region" -> envelope.region = scalar();
      case "replay-name" -> envelope.replayName = scalar();
      case "time" -> envelope.time = time(scalar());
      case "resources" -> envelope.resources = readResources();
      default -> parser.skipChildren();
    }
  }

  /** The text of a scalar; anything else counts as not there. */
  private @Nullable String scalar() throws IOException {
    if (parser.currentToken().isScalarValue()) {
      return parser.getValueAsString();
    }
    parser.skipChildren();
    return null;
  }

  private static @Nullable Instant time(@Nullable String text) {
    return text == null ? null : InstantText.parse(text, null);
  }

  private List<String> readResources() throws IOException {
    if (!parser.isExpectedStartArrayToken()) {
      parser.skipChildren();
      return List.of();
    }
    List<String> values = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      String value = scalar();
      if (value != null) {
        values.add(value);
      }
    }
    return values.isEmpty() ? List.of() : List.copyOf(values);
  }
}
