// SPDX-License-Identifier: Apache-2.0
package io.busbar.core;

/**
 * An event as a handler receives it: what EventBridge and the sender say about it, and its detail.
 */
public record EventEnvelope<T>(EventHead head, T detail) {

  /** The event's own id, the one to recognise duplicates by. */
  public EventId id() {
    return head.id();
  }

  public String source() {
    return head.name().source();
  }

  public String detailType() {
    return head.name().detailType();
  }

  public EventMetadata metadata() {
    return head.metadata();
  }
}
