// SPDX-License-Identifier: Apache-2.0
package io.busbar.core;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything about an event that has arrived but its detail.
 *
 * @param busEventId EventBridge's id: new for every publish of the same event
 * @param account the sender's account, set by EventBridge and so to be trusted
 * @param region the Region of the bus that took the event first
 * @param time the envelope's time, in seconds precision; {@link EventMetadata#occurredAt()} is
 *     finer
 * @param replayName the replay that brought the event, when it comes from an archive
 */
public record EventHead(
    String busEventId,
    EventName name,
    String account,
    String region,
    Instant time,
    List<String> resources,
    @Nullable String replayName,
    EventMetadata metadata,
    @Nullable TraceContext traceContext) {

  /** The event's own id, the one to recognise duplicates by. */
  public EventId id() {
    return metadata.id();
  }

  public boolean isReplay() {
    return replayName != null;
  }
}
