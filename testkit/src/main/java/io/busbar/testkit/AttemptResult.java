// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import io.busbar.core.routing.Hop;

/** What comes of one try to deliver. */
sealed interface AttemptResult {

  /**
   * The target gets it.
   *
   * @param input what it gets
   */
  record Deliver(Destination destination, String input) implements AttemptResult {}

  /** Another bus gets it. */
  record Forward(Bus bus, Hop.Forwarded hop) implements AttemptResult {}

  /** The target cannot take it now. */
  record Retryable(Failure failure) implements AttemptResult {}

  /** Trying again would not help until a person has acted. */
  record Permanent(Failure failure) implements AttemptResult {}

  /** EventBridge drops it and calls that no failure. */
  record Dropped(JournalEntry.Step step) implements AttemptResult {}
}
