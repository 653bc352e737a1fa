// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.handler;

/** What a handler does with events that a replay brings back from an archive. */
public enum Replays {
  /**
   * It runs, unless the event is older than its {@link IdempotencyStore} remembers: whether it has
   * been handled before is not known then, and it is dead-lettered.
   */
  RUN,

  /** It runs whatever the event's age: running again does no harm. */
  RUN_AT_ANY_AGE,

  /** It does not run: its effect belongs to the day of the event, like a text to the customer. */
  SKIP
}
