// SPDX-License-Identifier: Apache-2.0
package io.busbar.core;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads an EventBridge envelope in one forward pass. With EventBridge's order of members (detail
 * last) and the library's order inside the detail (reserved members first), the parser ends up
 * standing right where the record begins; any other order costs a second look at the detail.
 */
final class EnvelopeReader {
  private final ObjectMapper mapper;
  private final String text;
  private final JsonParser parser;
  private @Nullable String busEventId;
  private @Nullable String source;
  private @Nullable String detailType;
  private String account = "";
  private String region = "";
  private Instant time = Instant.EPOCH;
  private List<String> resources = List.of();
  private @Nullable String replayName;
  private final ReservedMembersReader reserved = new ReservedMembersReader();
  private int detailOffset = -1;

  private EnvelopeReader(ObjectMapper mapper, String text) throws IOException {
    this.mapper = mapper;
    this.text = text;
    this.parser = mapper.createParser(text);
  }

  static IncomingEvent read(ObjectMapper mapper, String text) {
    try {
      return new EnvelopeReader(mapper, text).read();
    } catch (JsonProcessingException malformed) {
      throw new MalformedEventException(
          String.format(
              "The message is not well-formed JSON (line %d, column %d). Expected an EventBridge envelope; "
                  + "does something else write to this queue?",
              malformed.getLocation().getLineNr(), malformed.getLocation().getColumnNr()));
    } catch (IOException impossible) {
      throw new UncheckedIOException("Reading a text does not fail.", impossible);
    }
  }

  private IncomingEvent read() throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw notAnEnvelope("it is not a JSON object");
    }
    boolean inPlace = false;
    for (String field = parser.nextFieldName(); field != null && !inPlace; ) {
      parser.nextToken();
      if (field.equals("detail")) {
        inPlace = enterDetail();
      } else {
        readMember(field);
      }
      field = inPlace ? null : parser.nextFieldName();
    }
    return new JacksonIncomingEvent(mapper, text, detailOffset, head(), inPlace ? parser : null);
  }

  private void readMember(String field) throws IOException {
    switch (field) {
      case "id" -> busEventId = parser.getValueAsString();
      case "source" -> source = parser.getValueAsString();
      case "detail-type" -> detailType = parser.getValueAsString();
      case "account" -> account = parser.getValueAsString("");
      case "region" -> region = parser.getValueAsString("");
      case "replay-name" -> replayName = parser.getValueAsString();
      case "time" -> time = InstantText.parse(parser.getValueAsString(""), Instant.EPOCH);
      case "resources" -> resources = readResources();
      default -> parser.skipChildren();
    }
  }

  private List<String> readResources() throws IOException {
    if (!parser.isExpectedStartArrayToken()) {
      parser.skipChildren();
      return List.of();
    }
    List<String> values = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY && parser.currentToken() != null) {
      if (parser.currentToken().isScalarValue() && parser.currentToken() != JsonToken.VALUE_NULL) {
        values.add(parser.getText());
      } else {
        parser.skipChildren();
      }
    }
    return values.isEmpty() ? List.of() : List.copyOf(values);
  }

  /**
   * Reads the reserved members at the beginning of the detail.
   *
   * @return whether the parser may stay where it is: everything that the head needs has been seen
   */
  private boolean enterDetail() throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw notAnEnvelope("its detail is not a JSON object");
    }
    detailOffset = (int) parser.currentTokenLocation().getCharOffset();
    reserved.readLeading(parser);
    if (reserved.mayFollowIn(text, detailOffset)) {
      rereadReserved();
    }
    if (busEventId != null && source != null && detailType != null) {
      return true;
    }
    leaveDetail();
    return false;
  }

  private void rereadReserved() throws IOException {
    try (JsonParser second = JacksonIncomingEvent.parserAt(mapper, text, detailOffset)) {
      second.nextToken();
      reserved.readAll(second);
    }
  }

  private void leaveDetail() throws IOException {
    while (parser.currentToken() == JsonToken.FIELD_NAME) {
      parser.nextToken();
      parser.skipChildren();
      parser.nextToken();
    }
  }

  private EventHead head() {
    if (detailOffset < 0) {
      throw notAnEnvelope("it has no detail");
    }
    if (busEventId == null || source == null || detailType == null) {
      throw notAnEnvelope("id, source or detail-type is missing");
    }
    EventName name = name(source, detailType);
    EventMetadata metadata = reserved.metadata(busEventId, source, time);
    return new EventHead(
        busEventId,
        name,
        account,
        region,
        time,
        resources,
        replayName,
        metadata,
        reserved.traceContext());
  }

  private static EventName name(String source, String detailType) {
    try {
      return new EventName(source, detailType);
    } catch (IllegalArgumentException tooLong) {
      throw notAnEnvelope("its source or detail-type is blank or too long");
    }
  }

  private static MalformedEventException notAnEnvelope(String why) {
    return new MalformedEventException(
        String.format(
            "The message is not an EventBridge envelope: %s. Expected {\"id\":…,\"detail-type\":…,\"source\":…,\"detail\":{…}}; "
                + "does the rule's target shape its input, or does something else write to this queue?",
            why));
  }
}
