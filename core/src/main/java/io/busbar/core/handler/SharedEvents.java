// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.handler;

/**
 * What to do when several handlers take one event and no {@link IdempotencyStore} remembers which
 * of them are done.
 */
public enum SharedEvents {
  /**
   * Refuse at start-up: when one handler fails, the message comes again, and the others would run
   * again with it.
   */
  NEED_STORE,
  /** The handlers are idempotent by themselves, or running again does no harm. */
  ALLOW_RERUNS
}
