// SPDX-License-Identifier: Apache-2.0
package io.busbar.cache.replica;

import java.util.Optional;

/**
 * Asks the owner of the state. Called by the thread that looks a key up, at most once at a time for
 * each key; may block, and throw: the one who looks up hears of it.
 */
@FunctionalInterface
public interface ReplicaLoader<K, V> {

  /** The state with its version; empty if the owner knows of none. */
  Optional<Versioned<V>> load(K key) throws Exception;
}
