// SPDX-License-Identifier: Apache-2.0
package io.busbar.core;

import org.jspecify.annotations.Nullable;

/**
 * Writes {@code {"_metadata":{…},"traceContext":{…}}}, or nothing when there is neither; the
 * closing brace is left to the caller.
 */
final class ReservedMembersWriter {
  private static final String METADATA = "{\"_metadata\":{\"id\":\"";
  private static final String ACTOR = ",\"actor\":{\"subject\":";
  private static final String TRACE = ",\"traceContext\":{\"traceparent\":";
  private static final String TRACE_ALONE = "{\"traceContext\":{\"traceparent\":";
  private static final String END = "}";

  private ReservedMembersWriter() {}

  static void write(
      JsonBuffer out, @Nullable EventMetadata metadata, @Nullable TraceContext trace) {
    if (metadata != null) {
      out.raw(METADATA).raw(metadata.id().toString()).raw("\"");
      writeMetadata(out, metadata);
      out.raw(END);
    }
    if (trace != null) {
      out.raw(metadata == null ? TRACE_ALONE : TRACE).quoted(trace.traceparent());
      text(out, ",\"tracestate\":", trace.tracestate());
      text(out, ",\"baggage\":", trace.baggage());
      out.raw(END);
    }
  }

  private static void writeMetadata(JsonBuffer out, EventMetadata metadata) {
    if (metadata.schemaVersion() != EventMetadata.UNKNOWN_VERSION) {
      out.raw(",\"schemaVersion\":").raw(Integer.toString(metadata.schemaVersion()));
    }
    out.raw(",\"occurredAt\":\"").raw(InstantText.format(metadata.occurredAt())).raw("\"");
    text(out, ",\"service\":", metadata.service());
    text(out, ",\"serviceVersion\":", metadata.serviceVersion());
    text(out, ",\"account\":", metadata.account());
    text(out, ",\"correlationId\":", metadata.correlationId());
    text(
        out,
        ",\"causationId\":",
        metadata.causationId() == null ? null : metadata.causationId().toString());
    if (metadata.hops() > 0) {
      out.raw(",\"hops\":").raw(Integer.toString(metadata.hops()));
    }
    if (metadata.actor() != null) {
      writeActor(out, metadata.actor());
    }
  }

  private static void writeActor(JsonBuffer out, Actor actor) {
    out.raw(ACTOR).quoted(actor.subject()).raw(",\"scopes\":[");
    String comma = "";
    for (String scope : actor.scopes()) {
      out.raw(comma).quoted(scope);
      comma = ",";
    }
    out.raw("]");
    text(out, ",\"issuer\":", actor.issuer());
    out.raw(END);
  }

  private static void text(JsonBuffer out, String member, @Nullable String value) {
    if (value != null) {
      out.raw(member).quoted(value);
    }
  }
}
