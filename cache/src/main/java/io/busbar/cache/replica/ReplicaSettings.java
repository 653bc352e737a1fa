// SPDX-License-Identifier: Apache-2.0
package io.busbar.cache.replica;

import io.busbar.core.Instruments;
import io.busbar.core.TimeSource;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a replica has been told to do. Null stands for "not wanted". */
record ReplicaSettings<K, V>(
    String name,
    TimeSource time,
    Instruments instruments,
    @Nullable ReplicaLoader<K, V> loader,
    @Nullable GapListener<K> gaps,
    @Nullable Duration timeToLive,
    Duration tombstonesFor,
    Duration absentFor,
    @Nullable Duration maxStaleness,
    OnBreach onBreach,
    @Nullable BeforeReady beforeReady,
    Duration readyWithin) {

  /** Far, and near enough that adding it to a nanoTime does not overflow: 146 years. */
  private static final long FOR_EVER = Long.MAX_VALUE >> 1;

  /** When an entry for a state goes, in the nanoseconds of the ticker. */
  long endOf(Versioned<V> state) {
    return endAfter(state.value() == null ? tombstonesFor : timeToLive);
  }

  long endAfter(@Nullable Duration life) {
    return time.nanoTime() + (life == null ? FOR_EVER : life.toNanos());
  }
}
