// SPDX-License-Identifier: Apache-2.0
package io.busbar.cache.replica;

/** What a look-up does when the replica may be too far behind. */
public enum OnBreach {
  /** Answers with what is here. */
  SERVE,
  /** Asks the loader. */
  LOAD_THROUGH,
  /** Throws a {@link ReplicaStaleException}. */
  FAIL
}
