// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.publish;

/** What becomes of events that break their schema. */
public enum InvalidEvents {
  /** They are refused with every violation, before they are sent or stored. */
  REJECT,

  /**
   * They are published. Each rule that is broken is logged once and counted from then on; for the
   * first weeks of a service that has never validated.
   */
  WARN,

  /** As {@link #WARN}, but only some events are looked at, one of a hundred. */
  SAMPLE
}
