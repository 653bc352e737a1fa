// SPDX-License-Identifier: Apache-2.0
package io.busbar.core;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What has been read of {@code _metadata} and {@code traceContext}. */
final class ReservedMembersValues {
  boolean metadataSeen;
  boolean traceSeen;
  @Nullable EventId id;
  int schemaVersion = EventMetadata.UNKNOWN_VERSION;
  int legacyVersion = EventMetadata.UNKNOWN_VERSION;
  @Nullable Instant occurredAt;
  @Nullable Instant legacyTimestamp;
  @Nullable String service;
  @Nullable String serviceVersion;
  @Nullable String account;
  @Nullable String correlationId;
  @Nullable EventId causationId;
  int hops;
  @Nullable Actor actor;
  @Nullable String traceparent;
  @Nullable String tracestate;
  @Nullable String baggage;

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

  /** What the event does not say is taken from its envelope. */
  EventMetadata metadata(String busEventId, String source, Instant time) {
    EventId eventId = id == null ? EventId.of(busEventId) : id;
    Instant legacyTime = legacyTimestamp == null ? time : legacyTimestamp;
    return new EventMetadata(
        eventId,
        schemaVersion == EventMetadata.UNKNOWN_VERSION ? legacyVersion : schemaVersion,
        occurredAt == null ? legacyTime : occurredAt,
        service == null || service.isBlank() ? source : service,
        serviceVersion,
        account,
        correlationId == null || correlationId.isBlank() ? eventId.toString() : correlationId,
        causationId,
        hops,
        actor);
  }
}
