// SPDX-License-Identifier: Apache-2.0
package io.busbar.cache.replica;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.Weigher;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The states by key, merged by version: whatever arrives, in whatever order and how often, the
 * newest stays. Each merge is atomic for its key. Thread-safe.
 */
final class ReplicaEntries<K, V> {

  /** A load under way, and whether something has happened that it cannot know of. */
  static final class Loading {
    private volatile boolean overtaken;
  }

  private final ReplicaSettings<K, V> settings;
  private final Cache<K, ReplicaEntry<V>> entries;
  private final Floors floors = new Floors();
  private final Map<K, Loading> loads = new ConcurrentHashMap<>();

  ReplicaEntries(
      ReplicaSettings<K, V> settings, long maximumWeight, Weigher<K, ReplicaEntry<V>> weigher) {
    this.settings = settings;
    this.entries =
        Caffeine.newBuilder()
            .maximumWeight(maximumWeight)
            .weigher(weigher)
            .expireAfter(ReplicaEntry.<K, V>expiry())
            .ticker(settings.time()::nanoTime)
            .executor(Runnable::run)
            .evictionListener(this::dropped)
            .build();
  }

  @Nullable ReplicaEntry<V> get(K key) {
    return entries.getIfPresent(key);
  }

  long size() {
    return entries.estimatedSize();
  }

  /** Takes a state that an event, a snapshot or the service itself brings. */
  Merge<V> merge(K key, Versioned<V> state) {
    Version version = state.version();
    return run(key, new Merge<>(state, settings.endOf(state), () -> mayEnter(key, version)));
  }

  Loading beginLoad(K key) {
    Loading loading = new Loading();
    loads.put(key, loading);
    return loading;
  }

  void endLoad(K key) {
    loads.remove(key);
  }

  /** Takes what the owner has answered, unless something newer was here and is gone. */
  Merge<V> mergeLoaded(K key, Versioned<V> state, Loading loading) {
    Version version = state.version();
    return run(
        key,
        new Merge<>(
            state,
            settings.endOf(state),
            () -> !loading.overtaken || floors.isAbove(key, version)));
  }

  /** Remembers for a while that the owner knows of none; an event knows better. */
  void putAbsent(K key, Loading loading) {
    ReplicaEntry<V> absent =
        new ReplicaEntry<>(null, null, settings.endAfter(settings.absentFor()));
    entries.asMap().compute(key, (k, old) -> old == null && !loading.overtaken ? absent : old);
  }

  private boolean mayEnter(K key, Version version) {
    boolean above = floors.isAbove(key, version);
    if (!above) {
      overtake(key);
    }
    return above;
  }

  /** What a load finds may be older than what was dropped or not taken meanwhile. */
  private void overtake(K key) {
    Loading loading = loads.get(key);
    if (loading != null) {
      loading.overtaken = true;
    }
  }

  private Merge<V> run(K key, Merge<V> merge) {
    entries.asMap().compute(key, (k, old) -> merge.decide(old));
    return merge;
  }

  /** Called while the key is held. */
  private void dropped(@Nullable K key, @Nullable ReplicaEntry<V> entry, RemovalCause cause) {
    if (key == null || entry == null || entry.version() == null) {
      return;
    }
    floors.raise(key, entry.version());
    overtake(key);
  }
}
