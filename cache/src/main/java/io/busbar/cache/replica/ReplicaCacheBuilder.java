// SPDX-License-Identifier: Apache-2.0
package io.busbar.cache.replica;

import com.github.benmanes.caffeine.cache.Weigher;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.busbar.core.BusbarConfig;
import io.busbar.core.ConfigurationException;
import io.busbar.core.Instruments;
import io.busbar.core.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntBiFunction;
import org.jspecify.annotations.Nullable;

/** Collects what a {@link ReplicaCache} should do differently. Not thread-safe. */
public final class ReplicaCacheBuilder<K, V> {
  private final String name;
  private final FanOut fanOut;
  private TimeSource time = TimeSource.system();
  private Instruments instruments = Instruments.NONE;
  private @Nullable ReplicaLoader<K, V> loader;
  private @Nullable GapListener<K> gaps;
  private @Nullable Duration timeToLive;
  private Duration tombstonesFor = Duration.ofHours(24);
  private Duration absentFor = Duration.ofSeconds(10);
  private @Nullable Duration maxStaleness;
  private OnBreach onBreach = OnBreach.SERVE;
  private @Nullable BeforeReady beforeReady;
  private Duration readyWithin = Duration.ofSeconds(30);
  private long maximumWeight = 100_000;
  private Weigher<K, ReplicaEntry<V>> weigher = Weigher.singletonWeigher();

  ReplicaCacheBuilder(String name, FanOut fanOut) {
    this.name = name;
    this.fanOut = fanOut;
  }

  /** Time and instruments of the service. Default: the system's, and none. */
  @CanIgnoreReturnValue
  public ReplicaCacheBuilder<K, V> config(BusbarConfig config) {
    time = config.time();
    instruments = config.instruments();
    return this;
  }

  /** Asks the owner for what is unknown here. Default: none; unknown stays unknown. */
  @CanIgnoreReturnValue
  public ReplicaCacheBuilder<K, V> loader(ReplicaLoader<K, V> loader) {
    this.loader = loader;
    return this;
  }

  /**
   * The versions of a key count 1, 2, 3…: tell of those that are skipped. Default: versions may
   * have any distance.
   */
  @CanIgnoreReturnValue
  public ReplicaCacheBuilder<K, V> contiguousVersions(GapListener<K> listener) {
    this.gaps = listener;
    return this;
  }

  /**
   * How long a state stays after it was last changed: what bounds the staleness of instances that
   * share a queue. Default: as long as there is room.
   */
  @CanIgnoreReturnValue
  public ReplicaCacheBuilder<K, V> timeToLive(Duration duration) {
    this.timeToLive = duration;
    return this;
  }

  /**
   * How long a deletion is remembered. EventBridge delivers for up to 24 hours. Default: 24 hours.
   */
  @CanIgnoreReturnValue
  public ReplicaCacheBuilder<K, V> tombstonesFor(Duration duration) {
    this.tombstonesFor = duration;
    return this;
  }

  /** How long it is remembered that the owner knows of none. Default: 10 seconds. */
  @CanIgnoreReturnValue
  public ReplicaCacheBuilder<K, V> absentFor(Duration duration) {
    this.absentFor = duration;
    return this;
  }

  /**
   * The longest silence: without an event or a heartbeat for longer, look-ups do as {@code
   * onBreach} says, and health is degraded. Default: no limit.
   */
  @CanIgnoreReturnValue
  public ReplicaCacheBuilder<K, V> maxStaleness(Duration silence, OnBreach onBreach) {
    this.maxStaleness = silence;
    this.onBreach = onBreach;
    return this;
  }

  /**
   * A snapshot will come by {@link ReplicaCache#load}; until then, look-ups do as {@code
   * beforeReady} says. Default: no snapshot is expected.
   */
  @CanIgnoreReturnValue
  public ReplicaCacheBuilder<K, V> awaitSnapshot(BeforeReady beforeReady) {
    this.beforeReady = beforeReady;
    return this;
  }

  /**
   * How long a look-up waits for the snapshot with {@link BeforeReady#BLOCK}. Default: 30 seconds.
   */
  @CanIgnoreReturnValue
  public ReplicaCacheBuilder<K, V> readyWithin(Duration duration) {
    this.readyWithin = duration;
    return this;
  }

  /** The most keys. Default: 100,000. */
  @CanIgnoreReturnValue
  public ReplicaCacheBuilder<K, V> maximumSize(long keys) {
    this.maximumWeight = keys;
    this.weigher = Weigher.singletonWeigher();
    return this;
  }

  /**
   * The most weight of all states, by a weight of one or more for each; a deletion weighs one.
   * Default: {@link #maximumSize}.
   */
  @CanIgnoreReturnValue
  public ReplicaCacheBuilder<K, V> maximumWeight(long weight, ToIntBiFunction<K, V> weigh) {
    this.maximumWeight = weight;
    this.weigher = (key, entry) -> entry.value() == null ? 1 : weigh.applyAsInt(key, entry.value());
    return this;
  }

  /**
   * The replica, empty.
   *
   * @throws ConfigurationException with all that contradicts
   */
  public ReplicaCache<K, V> build() {
    List<String> findings = new ArrayList<>();
    checkFanOut(findings);
    checkLoader(findings);
    requirePositive("tombstonesFor", tombstonesFor, findings);
    requirePositive("absentFor", absentFor, findings);
    requirePositive("readyWithin", readyWithin, findings);
    requirePositive("timeToLive", timeToLive, findings);
    requirePositive("maxStaleness", maxStaleness, findings);
    if (maximumWeight < 1) {
      findings.add(
          "Its maximum is '%d'.\nGive room for at least one key.".formatted(maximumWeight));
    }
    if (!findings.isEmpty()) {
      throw ConfigurationException.of("Replica '" + name + "' cannot be built", findings);
    }
    var settings =
        new ReplicaSettings<>(
            name,
            time,
            instruments,
            loader,
            gaps,
            timeToLive,
            tombstonesFor,
            absentFor,
            maxStaleness,
            onBreach,
            beforeReady,
            readyWithin);
    return new ReplicaCache<>(settings, new ReplicaEntries<>(settings, maximumWeight, weigher));
  }

  private void checkFanOut(List<String> findings) {
    if (fanOut == FanOut.SHARED_QUEUE && (loader == null || timeToLive == null)) {
      findings.add(
          "The instances share a queue, so each of them hears a part of the events only, and it has %s.\nGive it a loader and a timeToLive, or each instance a queue of its own (QUEUE_PER_INSTANCE)."
              .formatted(
                  loader != null
                      ? "no timeToLive"
                      : timeToLive != null ? "no loader" : "neither a loader nor a timeToLive"));
    }
  }

  private void checkLoader(List<String> findings) {
    if (loader != null) {
      return;
    }
    if (onBreach == OnBreach.LOAD_THROUGH) {
      findings.add(
          "maxStaleness says LOAD_THROUGH, and there is no loader.\nGive it one, or choose SERVE or FAIL.");
    }
    if (beforeReady == BeforeReady.LOAD_THROUGH) {
      findings.add(
          "awaitSnapshot says LOAD_THROUGH, and there is no loader.\nGive it one, or choose BLOCK or FAIL.");
    }
  }

  private static void requirePositive(
      String option, @Nullable Duration duration, List<String> findings) {
    if (duration != null && (duration.isZero() || duration.isNegative())) {
      findings.add("%s is '%s'.\nGive a duration of more than zero.".formatted(option, duration));
    }
  }
}
