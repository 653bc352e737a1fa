// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

/** What becomes of an event with an ordering key that EventBridge finds faulty again and again. */
public enum PoisonPolicy {
  /**
   * It keeps its place, and the later events of its key wait behind it, until it passes or a person
   * has decided: {@link OutboxOperations#bury} or {@link OutboxOperations#discard}. Loud: an ERROR
   * in the log, and a health that is degraded.
   */
  BLOCK_LANE,
  /** It goes to the dead letters, and the later events of its key go on without it. */
  DEAD_LETTER_AND_CONTINUE
}
