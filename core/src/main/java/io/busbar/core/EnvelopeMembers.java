// SPDX-License-Identifier: Apache-2.0
package io.busbar.core;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What has been read of an envelope. Filled by one reader, then asked for the head. */
final class EnvelopeMembers {
  @Nullable String busEventId;
  @Nullable String source;
  @Nullable String detailType;
  @Nullable String account;
  @Nullable String region;
  @Nullable Instant time;
  @Nullable List<String> resources;
  @Nullable String replayName;

  /** Where the detail's opening brace stands; -1 when there is none yet. */
  int detailOffset = -1;

  /** Whether what stands behind the detail need not be looked at. */
  boolean isComplete(String text) {
    return hasAllThatMustBe()
        && (replayName != null || text.indexOf("\"replay-name\"", detailOffset) < 0);
  }

  /** Of the members of every envelope, the last being the detail. */
  boolean hasAllThatMustBe() {
    return detailOffset >= 0
        && busEventId != null
        && source != null
        && detailType != null
        && account != null
        && region != null
        && time != null
        && resources != null;
  }

  EventHead head(ReservedMembersValues reserved) {
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

  static MalformedEventException notAnEnvelope(String why) {
    return new MalformedEventException(
        String.format(
            "The message is not an EventBridge envelope: %s. Expected {\"id\":…,\"detail-type\":…,\"source\":…,\"detail\":{…}}; "
                + "does the rule's target shape its input, or does something else write to this queue?",
            why));
  }
}
