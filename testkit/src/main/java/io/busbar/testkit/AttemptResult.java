// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

/** What came of one try to deliver. */
sealed interface AttemptResult {

  /** The target has it. */
  record Success() implements AttemptResult {}

  /** The target cannot take it now. */
  record Retryable(Failure failure) implements AttemptResult {}

  /** Trying again would not help until a person has acted. */
  record Permanent(Failure failure) implements AttemptResult {}

  /** EventBridge drops it and calls that no failure. */
  record Dropped(JournalEntry.Step step) implements AttemptResult {}
}
