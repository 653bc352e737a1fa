// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

/** Where a process dies: what the outbox is about to do, or has just done. */
enum Failpoint {
  NONE,
  BEFORE_COMMIT,
  /** At a random moment while the database commits. */
  DURING_COMMIT,
  AFTER_COMMIT_BEFORE_HAND_OFF,
  /** At a random moment around a commit that nothing watches, so that events may go with it. */
  AROUND_COMMIT_WITH_EVENTS,
  BEFORE_SEND,
  AFTER_SEND_BEFORE_ANSWER,
  AFTER_ANSWER_BEFORE_ACK,
  /** At a random moment while the database deletes what is on the bus. */
  DURING_ACK,
  DURING_DEAD_LETTER_MOVE,
  DURING_SWEEP,
  DURING_RELEASE;

  /** The statement at which the process dies; null for those that are not about a statement. */
  String statement() {
    return switch (this) {
      case AFTER_ANSWER_BEFORE_ACK, DURING_ACK -> "DELETE FROM outbox ";
      case DURING_DEAD_LETTER_MOVE -> "INSERT INTO outbox_dead";
      case DURING_SWEEP -> "SET owner = ?";
      case DURING_RELEASE -> "DELETE FROM outbox_node WHERE node = ";
      default -> "(no statement)";
    };
  }

  /** Whether somebody has to stand between the outbox and the database when it commits. */
  boolean isInCommit() {
    return this == BEFORE_COMMIT || this == DURING_COMMIT || this == AFTER_COMMIT_BEFORE_HAND_OFF;
  }

  /** Whether it comes up all the time, so that the process may live on for a while. */
  boolean isFrequent() {
    return this != DURING_SWEEP && this != DURING_RELEASE && this != DURING_DEAD_LETTER_MOVE;
  }
}
