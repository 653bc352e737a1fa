// SPDX-License-Identifier: Apache-2.0
package io.busbar.publisher;

import org.jspecify.annotations.Nullable;

/**
 * What other threads tell the batcher's: everything that changes its state arrives like this. A
 * piece of mail is put once, into one mailbox, and carries that one's link: nothing is allocated to
 * queue it.
 */
abstract sealed class Mail permits Pending, Answer, RetryDue, Mail.Notice {
  /** Belongs to the mailbox, or before that to who makes a chain of mail. */
  @Nullable Mail link;

  /** Mail without content. */
  enum Signal {
    /** Look again whether everything is done. */
    NUDGE,
    /** Some events have waited for company as long as they may. */
    COMPANY_IS_DUE,
    /** No new events will come; finish what is there. */
    CLOSE,
    /** The grace is over: give every event that is left its result now. */
    ABANDON
  }

  /** A signal on its way. */
  static final class Notice extends Mail {
    private final Signal signal;

    Notice(Signal signal) {
      this.signal = signal;
    }

    Signal signal() {
      return signal;
    }
  }
}
