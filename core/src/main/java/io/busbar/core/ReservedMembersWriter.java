// SPDX-License-Identifier: Apache-2.0
package io.busbar.core;

import java.util.Objects;
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

  /** A service writes the same about itself into each of its events. */
  private volatile @Nullable Sender last;

  void write(JsonBuffer out, @Nullable EventMetadata metadata, @Nullable TraceContext trace) {
    if (metadata != null) {
      out.raw(METADATA).uuid(metadata.id().value());
      out.write('"');
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

  private void writeMetadata(JsonBuffer out, EventMetadata metadata) {
    if (metadata.schemaVersion() != EventMetadata.UNKNOWN_VERSION) {
      out.raw(",\"schemaVersion\":").raw(Integer.toString(metadata.schemaVersion()));
    }
    out.raw(",\"occurredAt\":\"").raw(InstantText.format(metadata.occurredAt())).raw("\"");
    out.append(sender(metadata).json());
    text(out, ",\"correlationId\":", metadata.correlationId());
    if (metadata.causationId() != null) {
      out.raw(",\"causationId\":\"").uuid(metadata.causationId().value()).raw("\"");
    }
    if (metadata.hops() > 0) {
      out.raw(",\"hops\":").raw(Integer.toString(metadata.hops()));
    }
    if (metadata.actor() != null) {
      writeActor(out, metadata.actor());
    }
  }

  private Sender sender(EventMetadata metadata) {
    Sender known = last;
    if (known == null || !known.sends(metadata)) {
      known = Sender.of(metadata);
      last = known;
    }
    return known;
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

  /**
   * The sending service.
   *
   * @param json its members of {@code _metadata}, each with a comma in front
   */
  private record Sender(
      String service, @Nullable String version, @Nullable String account, JsonBuffer json) {

    static Sender of(EventMetadata metadata) {
      JsonBuffer out = new JsonBuffer();
      text(out, ",\"service\":", metadata.service());
      text(out, ",\"serviceVersion\":", metadata.serviceVersion());
      text(out, ",\"account\":", metadata.account());
      return new Sender(metadata.service(), metadata.serviceVersion(), metadata.account(), out);
    }

    boolean sends(EventMetadata metadata) {
      return service.equals(metadata.service())
          && Objects.equals(version, metadata.serviceVersion())
          && Objects.equals(account, metadata.account());
    }
  }
}
