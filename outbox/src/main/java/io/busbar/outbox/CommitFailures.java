// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import java.sql.SQLException;

/** What a transaction is told when its events stand in the way of its commit. */
final class CommitFailures {
  private static final String REMEDY = " Roll it back, and run it again once the cause is mended.";

  private CommitFailures() {}

  /** The commit was not asked for. */
  static SQLException notStored(int events, Exception failed) {
    return because(
        failed,
        "The transaction was not committed, because its %s could not be stored in the outbox: %s",
        events);
  }

  /**
   * Events and commit were sent together. Which of them was refused, the cause tells: it names the
   * table outbox, or it does not.
   */
  static SQLException notCommitted(int events, Exception failed) {
    return because(
        failed, "The transaction was not committed, nor its %s stored in the outbox: %s", events);
  }

  private static SQLException because(Exception failed, String format, int events) {
    String what = events == 1 ? "event" : events + " events";
    String text = String.format(format, what, failed.getMessage()) + REMEDY;
    return failed instanceof SQLException refused
        ? new SQLException(text, refused.getSQLState(), refused.getErrorCode(), refused)
        : new SQLException(text, failed);
  }

  /**
   * Whether a database that was asked to commit may have done so all the same: it was lost (class
   * 08 of the SQL states), it does not know (40003), or it ends the session (57P of PostgreSQL's).
   */
  static boolean isUnknown(SQLException failed) {
    String state = failed.getSQLState();
    return state == null
        || state.startsWith("08")
        || state.startsWith("57P")
        || state.equals("40003");
  }
}
