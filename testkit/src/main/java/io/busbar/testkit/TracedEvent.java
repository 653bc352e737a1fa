// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import io.busbar.core.EventHead;
import io.busbar.core.EventMetadata;
import io.busbar.core.publish.Entry;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which event something happened to, and where it came from.
 *
 * @param id the event's own, the same for every publish and delivery of it; EventBridge's id for an
 *     event that brings none
 * @param service who published it, as the event says; its source when it does not say
 * @param causation the own id of the event whose handler published this one
 */
public record TracedEvent(
    String id, String source, String detailType, String service, @Nullable String causation) {

  /** What a bus has under EventBridge's id. */
  static TracedEvent of(String busEventId, String source, String detailType, Detail detail) {
    return new TracedEvent(
        Objects.requireNonNullElse(detail.id(), busEventId),
        source,
        detailType,
        Objects.requireNonNullElse(detail.service(), source),
        detail.causation());
  }

  static TracedEvent of(EventHead head) {
    EventMetadata metadata = head.metadata();
    return new TracedEvent(
        metadata.id().toString(),
        head.name().source(),
        head.name().detailType(),
        metadata.service(),
        metadata.causationId() == null ? null : metadata.causationId().toString());
  }

  /** The event of an entry that is on its way to a bus. */
  public static TracedEvent of(Entry entry) {
    Detail detail = Detail.read(entry.detail().json()).orElseThrow();
    return new TracedEvent(
        entry.id().toString(),
        entry.name().source(),
        entry.name().detailType(),
        Objects.requireNonNullElse(detail.service(), entry.name().source()),
        detail.causation());
  }

  /** What arrived without being an event. */
  static TracedEvent unreadable(Message message) {
    return new TracedEvent(message.id(), "", "unreadable message", message.senderId(), null);
  }
}
