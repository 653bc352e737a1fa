// SPDX-License-Identifier: Apache-2.0
package io.busbar.examples.grocery;

/**
 * Who may do what; the only judge of scopes. Asked by a call, because its answer is needed before
 * anything has happened.
 */
@FunctionalInterface
interface Identity {
  String UPGRADE = "subscription:upgrade";

  /**
   * Judges one wish.
   *
   * @throws IllegalStateException if identity cannot be reached; then nothing may be done
   */
  boolean mayDo(String userId, String scope);
}
