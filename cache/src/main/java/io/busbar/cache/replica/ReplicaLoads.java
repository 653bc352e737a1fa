// SPDX-License-Identifier: Apache-2.0
package io.busbar.cache.replica;

import io.busbar.core.Instruments;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Asks the owner, once at a time for each key, and merges the answer by version. Thread-safe. */
final class ReplicaLoads<K, V> {
  private final ReplicaSettings<K, V> settings;
  private final ReplicaLoader<K, V> loader;
  private final ReplicaEntries<K, V> entries;
  private final Map<K, CompletableFuture<Lookup<V>>> flights = new ConcurrentHashMap<>();

  ReplicaLoads(
      ReplicaSettings<K, V> settings, ReplicaLoader<K, V> loader, ReplicaEntries<K, V> entries) {
    this.settings = settings;
    this.loader = loader;
    this.entries = entries;
  }

  /** What is here, or what the owner answers. */
  Lookup<V> loadUnknown(K key) {
    return load(key, true);
  }

  /** What is known after the owner was asked: its answer, or what has become newer meanwhile. */
  Lookup<V> loadAnyway(K key) {
    return load(key, false);
  }

  private Lookup<V> load(K key, boolean onlyUnknown) {
    CompletableFuture<Lookup<V>> mine = new CompletableFuture<>();
    CompletableFuture<Lookup<V>> running = flights.putIfAbsent(key, mine);
    if (running != null) {
      return join(running);
    }
    // Another load may have ended since the caller looked.
    ReplicaEntry<V> here = onlyUnknown ? entries.get(key) : null;
    if (here == null) {
      fly(key, mine);
    } else {
      flights.remove(key);
      mine.complete(here.lookup());
    }
    return join(mine);
  }

  private void fly(K key, CompletableFuture<Lookup<V>> mine) {
    ReplicaEntries.Loading loading = entries.beginLoad(key);
    String errorCode = Instruments.NO_ERROR;
    try {
      mine.complete(settle(key, loader.load(key), loading));
    } catch (Exception failed) {
      errorCode = failed.getClass().getSimpleName();
      mine.completeExceptionally(new ReplicaLoadException(settings.name(), failed));
    } finally {
      entries.endLoad(key);
      flights.remove(key);
      // Only after an Error is nothing said yet, and nobody may wait for ever.
      mine.completeExceptionally(new IllegalStateException("The loader has broken off."));
      settings.instruments().replicaLoaded(settings.name(), errorCode);
    }
  }

  private Lookup<V> settle(K key, Optional<Versioned<V>> found, ReplicaEntries.Loading loading) {
    if (found.isEmpty()) {
      entries.putAbsent(key, loading);
      return known(entries.get(key), new Lookup.Deleted<>());
    }
    Merge<V> merge = entries.mergeLoaded(key, found.get(), loading);
    return known(entries.get(key), merge.entry().lookup());
  }

  private static <V> Lookup<V> known(@Nullable ReplicaEntry<V> here, Lookup<V> answered) {
    return here == null ? answered : here.lookup();
  }

  private static <V> Lookup<V> join(CompletableFuture<Lookup<V>> running) {
    try {
      return running.join();
    } catch (CompletionException failed) {
      throw failed.getCause() instanceof ReplicaLoadException cause ? cause : failed;
    }
  }
}
