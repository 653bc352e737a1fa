// SPDX-License-Identifier: Apache-2.0
package io.busbar.core;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Instant;
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
        orElse(service, source),
        serviceVersion,
        account,
        orElse(correlationId, eventId.toString()),
        causationId,
        hops,
        actor);
  }

  private static String orElse(@Nullable String text, String otherwise) {
    return text == null || text.isBlank() ? otherwise : text;
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
      case "traceparent" -> traceparent = TolerantValues.text(parser);
      case "tracestate" -> tracestate = TolerantValues.text(parser);
      case "baggage" -> baggage = TolerantValues.text(parser);
      default -> parser.skipChildren();
    }
  }

  private void readMetadata(JsonParser parser, String field) throws IOException {
    switch (field) {
      case "id" -> id = TolerantValues.id(parser);
      case "schemaVersion" ->
          schemaVersion = TolerantValues.number(parser, EventMetadata.UNKNOWN_VERSION);
      case "version" ->
          legacyVersion = TolerantValues.number(parser, EventMetadata.UNKNOWN_VERSION);
      case "occurredAt" -> occurredAt = TolerantValues.time(parser);
      case "timestamp" -> legacyTimestamp = TolerantValues.millis(parser);
      case "service" -> service = TolerantValues.text(parser);
      case "serviceVersion" -> serviceVersion = TolerantValues.text(parser);
      case "account" -> account = TolerantValues.text(parser);
      case "correlationId" -> correlationId = TolerantValues.text(parser);
      case "causationId" -> causationId = TolerantValues.id(parser);
      case "hops" -> hops = TolerantValues.number(parser, 0);
      case "actor" -> actor = TolerantValues.actor(parser);
      default -> parser.skipChildren();
    }
  }
}
