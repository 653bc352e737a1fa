// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.publish;

/**
 * Where a {@link PublishInterceptor} stands; the pipeline runs them in this order, and within a
 * slot as they were added.
 */
public enum PublishSlot {
  /** The metadata are complete and can still be changed. */
  METADATA,
  /** The trace context is set here, so that it is serialised with the event. */
  TRACE,
  /** The last moment before the event becomes bytes. */
  SERIALISE,
  /** The bytes are there and final: they can be refused, not changed. */
  VALIDATE
}
