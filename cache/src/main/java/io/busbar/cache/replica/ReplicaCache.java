// SPDX-License-Identifier: Apache-2.0
package io.busbar.cache.replica;

import io.busbar.core.Health;
import io.busbar.core.HealthSource;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * State that another service owns, kept here by its events, so that reading it needs no call. The
 * bus delivers events in any order and more than once; a state stays only if its {@link Version} is
 * newer than the one that is here, so the replica ends at what the newest event says. Deletions are
 * remembered (24 hours by default).
 *
 * <p>A replica is bounded: that a key is not here does not mean that there is nothing, see {@link
 * Lookup}. A {@link ReplicaLoader} asks the owner for what is unknown.
 *
 * <p>Thread-safe. Merging and looking up take no lock that others wait for; a look-up waits only
 * for the loader, or for the snapshot if it was told to.
 *
 * @param <K> the key; a good {@code hashCode} and {@code equals}
 * @param <V> the state; immutable
 */
public final class ReplicaCache<K, V> implements HealthSource {
  private final ReplicaSettings<K, V> settings;
  private final ReplicaEntries<K, V> entries;
  private final @Nullable ReplicaLoads<K, V> loads;
  private final ReplicaReadiness readiness;
  private final VersionWaiters<K, V> waiters;
  private final LongAdder gaps = new LongAdder();
  private volatile long heardAt;

  ReplicaCache(ReplicaSettings<K, V> settings, ReplicaEntries<K, V> entries) {
    this.settings = settings;
    this.entries = entries;
    this.loads =
        settings.loader() == null ? null : new ReplicaLoads<>(settings, settings.loader(), entries);
    this.readiness = new ReplicaReadiness(settings.name(), settings.time());
    this.waiters = new VersionWaiters<>(settings.name(), settings.time());
    this.heardAt = settings.time().nanoTime();
    if (settings.beforeReady() == null) {
      readiness.reach();
    }
  }

  /**
   * A replica; the builder states the defaults.
   *
   * @param name in meters, health and messages
   * @param fanOut how the events reach the instances of this service
   */
  public static <K, V> ReplicaCacheBuilder<K, V> builder(String name, FanOut fanOut) {
    return new ReplicaCacheBuilder<>(name, fanOut);
  }

  /** Takes the state that an event brings, if it is newer than the one that is here. */
  public Applied apply(K key, Version version, V value) {
    return hear(key, Versioned.of(version, value));
  }

  /** Takes the news that the key is gone. */
  public Applied delete(K key, Version version) {
    return hear(key, Versioned.deleted(version));
  }

  /**
   * Takes a state that this service has just brought about itself, so that it reads its own write
   * before the event comes. It does not count as news from the owner.
   */
  public Applied applyLocal(K key, Version version, V value) {
    return merge(key, Versioned.of(version, value));
  }

  /**
   * What is known of a key: from here, or from the loader when nothing is here. What happens before
   * the snapshot is in, or when the replica may be too far behind, is said in the builder.
   *
   * @throws ReplicaLoadException if the loader fails
   * @throws ReplicaNotReadyException as {@link ReplicaCacheBuilder#awaitSnapshot} says
   * @throws ReplicaStaleException as {@link ReplicaCacheBuilder#maxStaleness} says
   */
  public Lookup<V> lookup(K key) {
    boolean trusted = isReady() && isRecent();
    ReplicaEntry<V> here = trusted ? entries.get(key) : null;
    if (here != null) {
      return here.lookup();
    }
    if (loads == null) {
      return new Lookup.Unknown<>();
    }
    return trusted ? loads.loadUnknown(key) : loads.loadAnyway(key);
  }

  /** What is here, whatever its age; asks nobody and never waits. */
  public Lookup<V> peek(K key) {
    ReplicaEntry<V> here = entries.get(key);
    return here == null ? new Lookup.Unknown<>() : here.lookup();
  }

  /**
   * Merges a snapshot of the owner's state and is ready then. Let the events flow before: what they
   * bring meanwhile is newer and stays.
   *
   * @param snapshot read to its end and closed
   */
  public void load(Stream<Map.Entry<K, Versioned<V>>> snapshot) {
    try (snapshot) {
      snapshot.forEach(each -> merge(each.getKey(), each.getValue()));
    }
    ready();
  }

  /** Says that the replica may be read, with or without a snapshot. */
  public void ready() {
    readiness.reach();
  }

  /**
   * Waits until the snapshot is in.
   *
   * @throws ReplicaNotReadyException if it is not in time
   */
  public void awaitReady(Duration timeout) {
    readiness.await(timeout);
  }

  /**
   * Waits for a version of a key, as that of an own write: the future has the look-up as soon as it
   * or a newer one is here, and fails with a {@link java.util.concurrent.TimeoutException} if it
   * does not come in time.
   */
  public CompletableFuture<Lookup<V>> awaitVersion(K key, Version version, Duration timeout) {
    CompletableFuture<Lookup<V>> arrived = waiters.await(key, version, timeout);
    ReplicaEntry<V> here = entries.get(key);
    if (here != null) {
      waiters.arrived(key, here);
    }
    return arrived;
  }

  /** The owner is alive, although nothing has changed. */
  public void heartbeat() {
    heardAt = settings.time().nanoTime();
  }

  /** How long nothing was heard of the owner. */
  public Duration silence() {
    return Duration.ofNanos(settings.time().nanoTime() - heardAt);
  }

  /** Degraded before the snapshot is in, and when nothing is heard for too long. */
  @Override
  public Health health() {
    Map<String, String> details = new LinkedHashMap<>();
    details.put("ready", String.valueOf(readiness.isReady()));
    details.put("entries", String.valueOf(entries.size()));
    details.put("silence", silence().toString());
    details.put("gaps", String.valueOf(gaps.sum()));
    boolean well = readiness.isReady() && !isBehind();
    return new Health(
        "replica " + settings.name(), well ? Health.Status.UP : Health.Status.DEGRADED, details);
  }

  private Applied hear(K key, Versioned<V> state) {
    Merge<V> merge = entries.merge(key, state);
    heartbeat();
    settings.instruments().replicaApplied(settings.name(), merge.outcome().tag());
    noticeGap(key, merge);
    return tell(key, merge);
  }

  private Applied merge(K key, Versioned<V> state) {
    return tell(key, entries.merge(key, state));
  }

  private Applied tell(K key, Merge<V> merge) {
    if (merge.outcome() == Applied.APPLIED) {
      waiters.arrived(key, merge.entry());
    }
    return merge.outcome();
  }

  private void noticeGap(K key, Merge<V> merge) {
    GapListener<K> listener = settings.gaps();
    ReplicaEntry<V> before = merge.before();
    if (listener == null || merge.outcome() != Applied.APPLIED || before == null) {
      return;
    }
    Version known = before.version();
    Version found = merge.entry().version();
    if (known != null && found != null && found.number() > known.number() + 1) {
      gaps.increment();
      listener.skipped(key, known.number() + 1, found.number());
    }
  }

  /** Whether the snapshot is in; waits or throws if it was told to. */
  private boolean isReady() {
    if (readiness.isReady()) {
      return true;
    }
    if (settings.beforeReady() == BeforeReady.FAIL) {
      throw readiness.notReady();
    }
    if (settings.beforeReady() == BeforeReady.BLOCK) {
      readiness.await(settings.readyWithin());
      return true;
    }
    return false;
  }

  private boolean isRecent() {
    Duration limit = settings.maxStaleness();
    if (limit == null || !isBehind() || settings.onBreach() == OnBreach.SERVE) {
      return true;
    }
    if (settings.onBreach() == OnBreach.FAIL) {
      throw new ReplicaStaleException(settings.name(), silence(), limit);
    }
    return false;
  }

  private boolean isBehind() {
    Duration limit = settings.maxStaleness();
    return limit != null && silence().compareTo(limit) > 0;
  }
}
