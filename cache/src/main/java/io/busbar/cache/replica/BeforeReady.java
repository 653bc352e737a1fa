// SPDX-License-Identifier: Apache-2.0
package io.busbar.cache.replica;

/** What a look-up does before the snapshot is in. */
public enum BeforeReady {
  /** Waits for it, for at most {@link ReplicaCacheBuilder#readyWithin}. */
  BLOCK,
  /** Asks the loader. */
  LOAD_THROUGH,
  /** Throws a {@link ReplicaNotReadyException}. */
  FAIL
}
