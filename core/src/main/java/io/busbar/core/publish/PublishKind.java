// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.publish;

/** In which way an event is published, for interceptors that tell of it. */
public enum PublishKind {
  /** By itself, even if it shares its request with others. */
  SINGLE,
  /** Together with others, by one call. */
  BATCH,
  /** Kept by an outbox, which publishes it later. */
  STORED
}
