// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.evolution;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One step of an event's history: makes a detail of version n one of version n + 1.
 *
 * <p>A step must be pure: what it makes depends on the detail alone, because it runs again on every
 * retry, redrive and replay. It is called from several threads at the same time.
 */
@FunctionalInterface
public interface Upcaster {

  /**
   * Makes the next version.
   *
   * @param detail the whole detail; a copy that the step may change and return. Leave the reserved
   *     members {@code _metadata} and {@code traceContext} as they are
   * @return the detail in the next version, never null
   */
  ObjectNode upcast(ObjectNode detail);

  /** The step for a version that only added members which may be absent. */
  static Upcaster unchanged() {
    return detail -> detail;
  }
}
