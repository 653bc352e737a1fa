// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.routing;

/** One value of a condition, ready to be compared with a request's. */
interface ConditionValue {

  /** As it is written in the policy. */
  String raw();

  /** Whether all its variables have a value in the request. */
  default boolean isResolvable(PolicyRequest request) {
    return true;
  }

  /** Whether it matches, before a negation. */
  boolean matches(String found, PolicyRequest request);
}
