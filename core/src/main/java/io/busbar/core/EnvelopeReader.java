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
 * standing right where the record begins; any other order costs a second look at the detail. The
 * members' names are looked for as text, so a name that is written with escapes, which EventBridge
 * never does, is seen only where it is expected.
 */
final class EnvelopeReader {
  private final ObjectMapper mapper;
  private final String text;
  private final JsonParser parser;
  private @Nullable String busEventId;
  private @Nullable String source;
  private @Nullable String detailType;
  private @Nullable String account;
  private @Nullable String region;
  private @Nullable Instant time;
  private @Nullable List<String> resources;
  private @Nullable String replayName;
  private ReservedMembersReader reserved = new ReservedMembersReader();
  private boolean scattered;
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
              "The message is not well-formed JSON (%s). Expected an EventBridge envelope; "
                  + "does something else write to this queue?",
              JsonPlace.of(malformed)));
    } catch (IOException impossible) {
      throw new UncheckedIOException("Reading a text does not fail.", impossible);
    }
  }

  private IncomingEvent read() throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw notAnEnvelope("it is not a JSON object");
    }
    for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
      parser.nextToken();
      if (!field.equals("detail")) {
        readMember(field);
      } else if (enterDetail()) {
        return event(scattered ? null : parser);
      } else {
        leaveDetail();
      }
    }
    return event(null);
  }

  private IncomingEvent event(@Nullable JsonParser inPlace) {
    return new JacksonIncomingEvent(mapper, text, detailOffset, scattered, head(), inPlace);
  }

  private void readMember(String field) throws IOException {
    switch (field) {
      case "id" -> busEventId = scalar();
      case "source" -> source = scalar();
      case "detail-type" -> detailType = scalar();
      case "account" -> account = scalar();
      case "region" -> region = scalar();
      case "replay-name" -> replayName = scalar();
      case "time" -> time = time(scalar());
      case "resources" -> resources = readResources();
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
    reserved = new ReservedMembersReader();
    reserved.readLeading(parser);
    scattered = reserved.mayFollowIn(text, detailOffset) && readScattered();
    return busEventId != null
        && source != null
        && detailType != null
        && account != null
        && region != null
        && time != null
        && resources != null
        && (replayName != null || text.indexOf("\"replay-name\"", detailOffset) < 0);
  }

  private boolean readScattered() throws IOException {
    try (JsonParser second = JacksonIncomingEvent.parserAt(mapper, text, detailOffset)) {
      second.nextToken();
      return reserved.readScattered(second);
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
    Instant sent = time == null ? Instant.EPOCH : time;
    return new EventHead(
        busEventId,
        name(source, detailType),
        account == null ? "" : account,
        region == null ? "" : region,
        sent,
        resources == null ? List.of() : resources,
        replayName,
        reserved.metadata(busEventId, source, sent),
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
