// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.evolution;

/**
 * What becomes of an event whose version is newer than the handler's: its sender was deployed
 * before its consumer. Upcasters only lead forward, so it is never converted.
 */
public enum NewerVersion {
  /**
   * Bind it as it is and ignore members that the handler's record does not know. Right as long as
   * new versions only add members.
   */
  TOLERANT,

  /** Send it to the dead-letter queue, to be redriven once the consumer knows the version. */
  DEAD_LETTER,

  /** Fail the delivery, so that it is retried as any failure is; for a deployment under way. */
  FAIL
}
