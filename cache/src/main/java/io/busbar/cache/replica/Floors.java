// SPDX-License-Identifier: Apache-2.0
package io.busbar.cache.replica;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The newest versions that were dropped for want of room or by age, for a group of keys together:
 * all that is left of them. Without it, a late duplicate of an old event would come to life once
 * its key is gone. Keys share a floor, so an update may be held back without need; the loader has
 * it. Thread-safe.
 */
final class Floors {
  private static final int GROUPS = 4_096;
  private final AtomicReferenceArray<@Nullable Version> floors = new AtomicReferenceArray<>(GROUPS);

  void raise(Object key, @Nullable Version dropped) {
    if (dropped != null) {
      floors.accumulateAndGet(group(key), dropped, Floors::newer);
    }
  }

  boolean isAbove(Object key, Version version) {
    Version floor = floors.get(group(key));
    return floor == null || version.isAfter(floor);
  }

  private static Version newer(@Nullable Version one, @Nullable Version other) {
    if (one == null || other == null) {
      return one == null ? requireNonNull(other) : one;
    }
    return one.isAfter(other) ? one : other;
  }

  private static int group(Object key) {
    int hash = key.hashCode();
    return (hash ^ (hash >>> 16)) & (GROUPS - 1);
  }
}
