// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import io.busbar.core.EventHead;
import io.busbar.core.EventMetadata;
import io.busbar.core.publish.Entry;
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

  static TracedEvent of(Envelope event) {
    JsonNode metadata = event.detail().path("_metadata");
    return new TracedEvent(
        metadata.path("id").asText(event.id()),
        event.source(),
        event.detailType(),
        metadata.path("service").asText(event.source()),
        metadata.path("causationId").textValue());
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
    JsonNode detail = DetailJson.parse(entry.detail().json()).orElseThrow();
    JsonNode metadata = detail.path("_metadata");
    return new TracedEvent(
        entry.id().toString(),
        entry.name().source(),
        entry.name().detailType(),
        metadata.path("service").asText(entry.name().source()),
        metadata.path("causationId").textValue());
  }

  /** What arrived without being an event. */
  static TracedEvent unreadable(Message message) {
    return new TracedEvent(message.id(), "", "unreadable message", message.senderId(), null);
  }
}
