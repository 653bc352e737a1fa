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
 * Reads {@code _metadata} and {@code traceContext}. What others have written there may have any
 * form; a member that does not fit is passed over, never a reason to lose the event.
 */
final class ReservedMembersReader {
  private boolean metadataSeen;
  private boolean traceSeen;
  private @Nullable EventId id;
  private int schemaVersion = EventMetadata.UNKNOWN_VERSION;
  private int legacyVersion = EventMetadata.UNKNOWN_VERSION;
  private @Nullable Instant occurredAt;
  private @Nullable Instant legacyTimestamp;
  private @Nullable String service;
  private @Nullable String serviceVersion;
  private @Nullable String account;
  private @Nullable String correlationId;
  private @Nullable EventId causationId;
  private int hops;
  private @Nullable Actor actor;
  private @Nullable String traceparent;
  private @Nullable String tracestate;
  private @Nullable String baggage;

  /**
   * Reads while the members are reserved ones; leaves the parser on the first other name, or on the
   * end of the detail.
   */
  void readLeading(JsonParser parser) throws IOException {
    String member = parser.nextFieldName();
    while (member != null && ReservedMembers.isReserved(member)) {
      readReserved(parser, member);
      member = parser.nextFieldName();
    }
  }

  /** As {@link #readLeading}, without looking at them. */
  static void skipLeading(JsonParser parser) throws IOException {
    String member = parser.nextFieldName();
    while (member != null && ReservedMembers.isReserved(member)) {
      parser.nextToken();
      parser.skipChildren();
      member = parser.nextFieldName();
    }
  }

  /**
   * Reads the reserved members wherever they stand; the parser stands on the detail's opening
   * brace.
   *
   * @return whether one stands behind other members
   */
  boolean readScattered(JsonParser parser) throws IOException {
    boolean behindOthers = false;
    boolean scattered = false;
    for (String member = parser.nextFieldName(); member != null; member = parser.nextFieldName()) {
      if (ReservedMembers.isReserved(member)) {
        scattered |= behindOthers;
        readReserved(parser, member);
      } else {
        behindOthers = true;
        parser.nextToken();
        parser.skipChildren();
      }
    }
    return scattered;
  }

  /**
   * Whether a reserved member that was not among the first ones may stand further down: a plain
   * text search, so maybe too often.
   */
  boolean mayFollowIn(String text, int offset) {
    return (!metadataSeen && text.indexOf("\"_metadata\"", offset) >= 0)
        || (!traceSeen && text.indexOf("\"traceContext\"", offset) >= 0);
  }

  @Nullable TraceContext traceContext() {
    return traceparent == null ? null : new TraceContext(traceparent, tracestate, baggage);
  }

  EventMetadata metadata(String busEventId, String source, Instant time) {
    EventId eventId = id == null ? EventId.of(busEventId) : id;
    Instant legacyTime = legacyTimestamp == null ? time : legacyTimestamp;
    return new EventMetadata(
        eventId,
        schemaVersion == EventMetadata.UNKNOWN_VERSION ? legacyVersion : schemaVersion,
        occurredAt == null ? legacyTime : occurredAt,
        service == null ? source : service,
        serviceVersion,
        account,
        correlationId == null ? eventId.toString() : correlationId,
        causationId,
        hops,
        actor);
  }

  private void readReserved(JsonParser parser, String member) throws IOException {
    boolean metadata = member.equals(ReservedMembers.METADATA);
    metadataSeen |= metadata;
    traceSeen |= !metadata;
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return;
    }
    for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
      parser.nextToken();
      if (metadata) {
        readMetadata(parser, field);
      } else {
        readTrace(parser, field);
      }
    }
  }

  private void readTrace(JsonParser parser, String field) throws IOException {
    switch (field) {
      case "traceparent" -> traceparent = text(parser);
      case "tracestate" -> tracestate = text(parser);
      case "baggage" -> baggage = text(parser);
      default -> parser.skipChildren();
    }
  }

  private void readMetadata(JsonParser parser, String field) throws IOException {
    switch (field) {
      case "id" -> id = id(parser);
      case "schemaVersion" -> schemaVersion = number(parser, EventMetadata.UNKNOWN_VERSION);
      case "version" -> legacyVersion = number(parser, EventMetadata.UNKNOWN_VERSION);
      case "occurredAt" -> occurredAt = InstantText.parse(orEmpty(text(parser)), null);
      case "timestamp" -> legacyTimestamp = millis(parser);
      case "service" -> service = text(parser);
      case "serviceVersion" -> serviceVersion = text(parser);
      case "account" -> account = text(parser);
      case "correlationId" -> correlationId = text(parser);
      case "causationId" -> causationId = id(parser);
      case "hops" -> hops = number(parser, 0);
      case "actor" -> actor = actor(parser);
      default -> parser.skipChildren();
    }
  }

  private static @Nullable Actor actor(JsonParser parser) throws IOException {
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

  private static List<String> texts(JsonParser parser) throws IOException {
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

  private static @Nullable EventId id(JsonParser parser) throws IOException {
    String text = text(parser);
    return text == null || text.isEmpty() ? null : EventId.of(text);
  }

  private static @Nullable String text(JsonParser parser) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_STRING) {
      return parser.getText();
    }
    parser.skipChildren();
    return null;
  }

  /**
   * A whole number that is not negative, as number or as text; anything else counts as not there.
   */
  private static int number(JsonParser parser, int otherwise) throws IOException {
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

  private static @Nullable Instant millis(JsonParser parser) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT && parser.getTextLength() <= 15) {
      return Instant.ofEpochMilli(parser.getLongValue());
    }
    parser.skipChildren();
    return null;
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
