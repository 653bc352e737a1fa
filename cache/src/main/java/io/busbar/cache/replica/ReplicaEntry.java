// SPDX-License-Identifier: Apache-2.0
package io.busbar.cache.replica;

import com.github.benmanes.caffeine.cache.Expiry;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a key: a state, a tombstone (a version without a value), or that its owner knows
 * of none (neither).
 *
 * @param diesAt when it goes, in the nanoseconds of the replica's ticker
 */
record ReplicaEntry<V>(@Nullable Version version, @Nullable V value, long diesAt) {

  /** A newer state replaces it; an older or equal one does not. */
  boolean givesWayTo(Version incoming) {
    return version == null || incoming.isAfter(version);
  }

  boolean isAtLeast(Version wanted) {
    return version != null && !wanted.isAfter(version);
  }

  Lookup<V> lookup() {
    return value == null || version == null
        ? new Lookup.Deleted<>()
        : new Lookup.Present<>(value, version);
  }

  /** Entries know their own end; neither reading nor a stale update puts it off. */
  static <K, V> Expiry<K, ReplicaEntry<V>> expiry() {
    return new Expiry<>() {
      @Override
      public long expireAfterCreate(K key, ReplicaEntry<V> entry, long now) {
        return entry.diesAt() - now;
      }

      @Override
      public long expireAfterUpdate(K key, ReplicaEntry<V> entry, long now, long current) {
        return entry.diesAt() - now;
      }

      @Override
      public long expireAfterRead(K key, ReplicaEntry<V> entry, long now, long current) {
        return current;
      }
    };
  }
}
