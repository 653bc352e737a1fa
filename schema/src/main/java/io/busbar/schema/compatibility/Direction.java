// SPDX-License-Identifier: Apache-2.0
package io.busbar.schema.compatibility;

/** Who reads whose events. */
public enum Direction {
  /** The newer reads the older's: dead letters, archives, outboxes and queues bring them back. */
  BACKWARD,
  /** The older reads the newer's: producers are deployed before their consumers. */
  FORWARD
}
