// SPDX-License-Identifier: Apache-2.0
package io.busbar.core;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * Reads {@code _metadata} and {@code traceContext}. What others have written there may have any
 * form; a member that does not fit is passed over, never a reason to lose the event.
 */
final class ReservedMembersReader {
  private final ReservedMembersValues values;

  /**
   * @param values where what is read is added
   */
  ReservedMembersReader(ReservedMembersValues values) {
    this.values = values;
  }

  ReservedMembersValues values() {
    return values;
  }

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

  private void readReserved(JsonParser parser, String member) throws IOException {
    boolean metadata = member.equals(ReservedMembers.METADATA);
    values.metadataSeen |= metadata;
    values.traceSeen |= !metadata;
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
      case "traceparent" -> values.traceparent = TolerantValues.text(parser);
      case "tracestate" -> values.tracestate = TolerantValues.text(parser);
      case "baggage" -> values.baggage = TolerantValues.text(parser);
      default -> parser.skipChildren();
    }
  }

  private void readMetadata(JsonParser parser, String field) throws IOException {
    switch (field) {
      case "id" -> values.id = TolerantValues.id(parser);
      case "schemaVersion" ->
          values.schemaVersion = TolerantValues.number(parser, EventMetadata.UNKNOWN_VERSION);
      case "version" ->
          values.legacyVersion = TolerantValues.number(parser, EventMetadata.UNKNOWN_VERSION);
      case "occurredAt" -> values.occurredAt = TolerantValues.time(parser);
      case "timestamp" -> values.legacyTimestamp = TolerantValues.millis(parser);
      case "service" -> values.service = TolerantValues.text(parser);
      case "serviceVersion" -> values.serviceVersion = TolerantValues.text(parser);
      case "account" -> values.account = TolerantValues.text(parser);
      case "correlationId" -> values.correlationId = TolerantValues.text(parser);
      case "causationId" -> values.causationId = TolerantValues.id(parser);
      case "hops" -> values.hops = TolerantValues.number(parser, 0);
      case "actor" -> values.actor = TolerantValues.actor(parser);
      default -> parser.skipChildren();
    }
  }
}
