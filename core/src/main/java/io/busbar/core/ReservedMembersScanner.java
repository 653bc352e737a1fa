// SPDX-License-Identifier: Apache-2.0
package io.busbar.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the reserved members at the beginning of a detail in the one form in which {@link
 * ReservedMembersWriter} writes them: this order, no white space, no escapes. Anything else is left
 * to {@link ReservedMembersReader}. Thread-safe.
 */
final class ReservedMembersScanner {
  private final Repeated service = new Repeated();
  private final Repeated serviceVersion = new Repeated();
  private final Repeated account = new Repeated();

  /** Null when they have another form. */
  @Nullable DetailStart scan(String text, int detailOffset) {
    TextCursor cursor = new TextCursor(text, detailOffset + 1);
    ReservedMembersValues values = new ReservedMembersValues();
    return metadata(cursor, values) && traceContext(cursor, values) && ownMembers(cursor, values)
        ? new DetailStart(detailOffset, cursor.at(), false, values)
        : null;
  }

  /** Each member that there may be; the brace is missed when there is anything else. */
  private boolean metadata(TextCursor cursor, ReservedMembersValues values) {
    values.metadataSeen = cursor.skip("\"_metadata\":{");
    if (!values.metadataSeen) {
      return true;
    }
    values.id = cursor.idAfter("\"id\":\"");
    values.schemaVersion = number(cursor, ",\"schemaVersion\":", EventMetadata.UNKNOWN_VERSION);
    values.occurredAt = cursor.timeAfter(",\"occurredAt\":\"");
    values.service = cursor.textAfter(",\"service\":\"", service);
    values.serviceVersion = cursor.textAfter(",\"serviceVersion\":\"", serviceVersion);
    values.account = cursor.textAfter(",\"account\":\"", account);
    values.correlationId = cursor.textAfter(",\"correlationId\":\"");
    values.causationId = cursor.idAfter(",\"causationId\":\"");
    values.hops = number(cursor, ",\"hops\":", 0);
    return actor(cursor, values) && cursor.skip("}");
  }

  private static boolean actor(TextCursor cursor, ReservedMembersValues values) {
    String subject = cursor.textAfter(",\"actor\":{\"subject\":\"");
    if (subject == null) {
      return true;
    }
    List<String> scopes = cursor.textsAfter(",\"scopes\":[");
    String issuer = cursor.textAfter(",\"issuer\":\"");
    values.actor = new Actor(subject, scopes == null ? List.of() : scopes, issuer);
    return cursor.skip("}");
  }

  private static boolean traceContext(TextCursor cursor, ReservedMembersValues values) {
    values.traceSeen =
        cursor.skip(values.metadataSeen ? ",\"traceContext\":{" : "\"traceContext\":{");
    if (!values.traceSeen) {
      return true;
    }
    values.traceparent = cursor.textAfter("\"traceparent\":\"");
    values.tracestate = cursor.textAfter(",\"tracestate\":\"");
    values.baggage = cursor.textAfter(",\"baggage\":\"");
    return cursor.skip("}");
  }

  /** Moves to the first member of the event's own, or to the end of the detail. */
  private static boolean ownMembers(TextCursor cursor, ReservedMembersValues values) {
    if (cursor.isAt('}')) {
      return true;
    }
    boolean first = !values.metadataSeen && !values.traceSeen;
    if (!first && !cursor.skip(",")) {
      return false;
    }
    return cursor.isAtTextBut(ReservedMembers.METADATA, ReservedMembers.TRACE_CONTEXT);
  }

  private static int number(TextCursor cursor, String before, int otherwise) {
    int number = cursor.numberAfter(before);
    return number < 0 ? otherwise : number;
  }
}
