// SPDX-License-Identifier: Apache-2.0
package io.busbar.core;

/**
 * What became of one published event. A refusal is a result, not an exception, so that one bad
 * event of many stops no other; call {@link #orThrow()} where nothing but success makes sense. All
 * results are immutable.
 */
public sealed interface PublishResult {

  /** The event's own id, which survives retries, the outbox and Regions. */
  EventId id();

  /** Whether the event is safe: on the bus, or stored in an outbox. */
  default boolean isSafe() {
    return !(this instanceof Rejected);
  }

  /**
   * Turns a refusal into an exception.
   *
   * @return this, when the event is safe
   * @throws EventRejectedException when it is not
   */
  default PublishResult orThrow() {
    if (this instanceof Rejected rejected) {
      throw new EventRejectedException(rejected);
    }
    return this;
  }

  /**
   * EventBridge took the event. {@code busEventId} is EventBridge's id; it changes if the event is
   * published again.
   */
  record Accepted(EventId id, String busEventId) implements PublishResult {}

  /**
   * An outbox will store the event with the caller's transaction; it is published after the commit.
   */
  record Stored(EventId id) implements PublishResult {}

  /**
   * The event is not on the bus: refused for good, or the deadline passed while EventBridge could
   * not take it.
   *
   * @param code EventBridge's error code, or one of Busbar's own
   * @param message EventBridge's text, or Busbar's with the values
   * @param remedy what a person or the caller can do about it
   */
  record Rejected(EventId id, String code, String message, Remedy remedy)
      implements PublishResult {}
}
