// SPDX-License-Identifier: Apache-2.0
package io.busbar.publisher;

/** What other threads tell the batcher's: everything that changes its state arrives like this. */
sealed interface Mail permits Pending, Answer, RetryDue, Mail.Signal {

  /** Mail without content. */
  enum Signal implements Mail {
    /** Look again whether everything is done. */
    NUDGE,
    /** Some events have waited for company as long as they may. */
    COMPANY_IS_DUE,
    /** No new events will come; finish what is there. */
    CLOSE,
    /** The grace is over: give every event that is left its result now. */
    ABANDON
  }
}
