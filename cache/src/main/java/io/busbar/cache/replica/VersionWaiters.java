// SPDX-License-Identifier: Apache-2.0
package io.busbar.cache.replica;

import io.busbar.core.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;

/**
 * Those who wait until a key has a version, mostly one that they have just written. Thread-safe.
 */
final class VersionWaiters<K, V> {

  private record Waiter<V>(Version version, CompletableFuture<Lookup<V>> arrived) {}

  private final String replica;
  private final TimeSource time;
  private final Map<K, List<Waiter<V>>> waiting = new ConcurrentHashMap<>();

  VersionWaiters(String replica, TimeSource time) {
    this.replica = replica;
    this.time = time;
  }

  /** The caller must call {@link #arrived} with what is here already, so that nothing is missed. */
  CompletableFuture<Lookup<V>> await(K key, Version version, Duration timeout) {
    Waiter<V> waiter = new Waiter<>(version, new CompletableFuture<>());
    waiting.compute(
        key,
        (k, others) -> {
          List<Waiter<V>> all = others == null ? new CopyOnWriteArrayList<>() : others;
          all.add(waiter);
          return all;
        });
    TimeSource.Cancellable timer =
        time.schedule(
            timeout, () -> waiter.arrived().completeExceptionally(late(key, version, timeout)));
    return waiter
        .arrived()
        .whenComplete(
            (found, late) -> {
              timer.cancel();
              leave(key, waiter);
            });
  }

  void arrived(K key, ReplicaEntry<V> entry) {
    List<Waiter<V>> here = waiting.get(key);
    if (here == null) {
      return;
    }
    for (Waiter<V> waiter : here) {
      if (entry.isAtLeast(waiter.version())) {
        waiter.arrived().complete(entry.lookup());
      }
    }
  }

  private void leave(K key, Waiter<V> waiter) {
    waiting.computeIfPresent(
        key,
        (k, all) -> {
          all.remove(waiter);
          return all.isEmpty() ? null : all;
        });
  }

  private TimeoutException late(K key, Version version, Duration timeout) {
    return new TimeoutException(
        "Replica '%s' has not seen version %s of '%s' within %s. See whether its queue is consumed and how far it is behind."
            .formatted(replica, version, key, timeout));
  }
}
