// SPDX-License-Identifier: Apache-2.0
package io.busbar.cache.secret;

import static java.time.temporal.ChronoUnit.MILLIS;
import static java.time.temporal.ChronoUnit.SECONDS;
import static java.util.Objects.requireNonNull;

import io.busbar.core.Instruments;
import io.busbar.core.TimeSource.Cancellable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One secret in the cache: its newest value, how old it is, and who is fetching it. At most one
 * fetch is under way at a time, and the lock is never held during it. Thread-safe.
 */
final class CachedSecret {

  /** A fetch, and whether the one who holds this has to make it. */
  private record Boarding(CompletableFuture<Secret> flight, boolean pilot) {}

  private static final Duration FIRST_BACKOFF = Duration.ofSeconds(1);
  private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(30);

  /** So that the events of past rotations are known to be late. */
  private static final int VERSIONS_KNOWN = 8;

  private final SecretRef ref;
  private final SecretSettings settings;

  /** Hears the old and the new version after a change; called without the lock. */
  private final BiConsumer<Secret, Secret> changed;

  private final ReentrantLock lock = new ReentrantLock();

  /** The value while it is young: all that a hit reads. */
  private volatile @Nullable Secret fresh;

  private @Nullable Secret last;
  private long fetchedAt;
  private long fetches;
  private Instant versionSince = Instant.MIN;
  private final Deque<String> versions = new ArrayDeque<>();
  private final Set<String> watches = ConcurrentHashMap.newKeySet();
  private @Nullable CompletableFuture<Secret> flight;
  private @Nullable Cancellable timer;
  private boolean discarded;

  private int failures;
  private volatile boolean failing;
  private long retryAt;
  private @Nullable SecretSourceException failure;

  private int refusedLogins;
  private long nextLoginFetchAt;

  CachedSecret(SecretRef ref, SecretSettings settings, BiConsumer<Secret, Secret> changed) {
    this.ref = ref;
    this.settings = settings;
    this.changed = changed;
  }

  SecretRef ref() {
    return ref;
  }

  /** The value while it is young, else null. */
  @Nullable Secret fresh() {
    return fresh;
  }

  /**
   * The newest value. Young: at once. Old: at once as well, and fetched anew meanwhile. Older than
   * the hard limit, or not there: the caller fetches it, or waits for the one who does.
   */
  Secret read() {
    Secret usable;
    @Nullable Boarding boarding;
    lock.lock();
    try {
      if (fresh != null) {
        return fresh;
      }
      boarding = isPaused() ? null : board();
      usable = usable();
      if (usable == null && boarding == null) {
        throw unavailable();
      }
    } finally {
      lock.unlock();
    }
    return usable == null
        ? fly(requireNonNull(boarding), FetchTrigger.LOAD)
        : serve(usable, boarding);
  }

  private Secret serve(Secret usable, @Nullable Boarding boarding) {
    if (boarding == null || failing) {
      settings.instruments().secretServedStale();
    }
    if (boarding != null && boarding.pilot()) {
      settings.executor().execute(() -> fetch(boarding.flight(), FetchTrigger.AGE));
    }
    return usable;
  }

  /** Fetches the newest value now, or waits for the fetch that is under way. */
  Secret refresh(FetchTrigger trigger) {
    Boarding boarding;
    lock.lock();
    try {
      boarding = board();
    } finally {
      lock.unlock();
    }
    return fly(boarding, trigger);
  }

  /**
   * A newer version than the one that was refused, if there is one. The source is asked once for a
   * version, and then no more often than the back-off allows.
   */
  Secret afterRefusedLogin(Secret used) {
    lock.lock();
    try {
      if (last != null && !last.versionId().equals(used.versionId())) {
        return last;
      }
      if (flight == null) {
        if (refusedLogins > 0 && now() - nextLoginFetchAt < 0) {
          return used;
        }
        refusedLogins++;
        nextLoginFetchAt = now() + backoff(refusedLogins).toNanos();
      }
    } finally {
      lock.unlock();
    }
    try {
      return refresh(FetchTrigger.AUTHENTICATION);
    } catch (SecretUnavailableException noNews) {
      return used;
    }
  }

  /** Takes a value that was fetched together with others, unless one is there. */
  void offer(Secret secret) {
    lock.lock();
    try {
      if (last == null && flight == null) {
        accept(secret);
      }
    } finally {
      lock.unlock();
    }
  }

  /** The newest version, however old; null if none is here. */
  @Nullable Secret last() {
    lock.lock();
    try {
      return last;
    } finally {
      lock.unlock();
    }
  }

  /** Whether it is or was one of the last few versions here. */
  boolean hasHad(String versionId) {
    lock.lock();
    try {
      return versions.contains(versionId);
    } finally {
      lock.unlock();
    }
  }

  /** Returns false if somebody looks for the same version already. */
  boolean beginWatch(String version) {
    return watches.add(version);
  }

  void endWatch(String version) {
    watches.remove(version);
  }

  /** When this cache has first seen the version that it has. */
  Instant versionSince() {
    lock.lock();
    try {
      return versionSince;
    } finally {
      lock.unlock();
    }
  }

  SecretStatus status() {
    lock.lock();
    try {
      return new SecretStatus(
          ref.toString(),
          state(),
          last == null ? null : last.versionId(),
          last == null ? null : age(),
          failure == null ? null : failure.reason());
    } finally {
      lock.unlock();
    }
  }

  private SecretStatus.State state() {
    if (usable() == null) {
      return SecretStatus.State.UNAVAILABLE;
    }
    return failing ? SecretStatus.State.STALE : SecretStatus.State.FRESH;
  }

  /** Forgets the value and stops the timer; a fetch that is under way still answers who waits. */
  void discard() {
    lock.lock();
    try {
      discarded = true;
      fresh = null;
      last = null;
      stopTimer();
    } finally {
      lock.unlock();
    }
  }

  /** Joins the flight that is under way, or begins one; then the caller has to fetch. */
  private Boarding board() {
    if (flight != null) {
      return new Boarding(flight, false);
    }
    CompletableFuture<Secret> started = new CompletableFuture<>();
    flight = started;
    return new Boarding(started, true);
  }

  private Secret fly(Boarding boarding, FetchTrigger trigger) {
    if (boarding.pilot()) {
      fetch(boarding.flight(), trigger);
    }
    try {
      return boarding.flight().join();
    } catch (CompletionException failed) {
      throw failed.getCause() instanceof SecretUnavailableException cause ? cause : failed;
    }
  }

  private void fetch(CompletableFuture<Secret> mine, FetchTrigger trigger) {
    try {
      land(mine, settings.source().fetch(ref), trigger);
    } catch (RuntimeException failed) {
      crash(mine, SecretSourceException.of(failed), trigger);
    } catch (Error broken) {
      // Nobody must wait for what never comes.
      crash(mine, SecretSourceException.of(new IllegalStateException(broken)), trigger);
      throw broken;
    }
  }

  private void land(CompletableFuture<Secret> mine, Secret got, FetchTrigger trigger) {
    Secret before;
    lock.lock();
    try {
      flight = null;
      before = last;
      accept(got);
    } finally {
      lock.unlock();
    }
    settings.instruments().secretFetched(trigger.tag(), Instruments.NO_ERROR);
    mine.complete(got);
    tell(before, got);
  }

  private void crash(
      CompletableFuture<Secret> mine, SecretSourceException refused, FetchTrigger trigger) {
    SecretUnavailableException problem;
    lock.lock();
    try {
      flight = null;
      reject(refused);
      problem = unavailable();
    } finally {
      lock.unlock();
    }
    settings.instruments().secretFetched(trigger.tag(), refused.reason().name());
    mine.completeExceptionally(problem);
  }

  private void tell(@Nullable Secret before, Secret now) {
    if (before != null && !before.versionId().equals(now.versionId())) {
      settings.executor().execute(() -> changed.accept(before, now));
    }
  }

  private void accept(Secret secret) {
    if (last == null || !last.versionId().equals(secret.versionId())) {
      refusedLogins = 0;
      versionSince = settings.time().now();
      versions.remove(secret.versionId());
      versions.addLast(secret.versionId());
      if (versions.size() > VERSIONS_KNOWN) {
        versions.removeFirst();
      }
    }
    failures = 0;
    failing = false;
    failure = null;
    if (discarded) {
      return;
    }
    last = secret;
    fresh = secret;
    fetchedAt = now();
    stopTimer();
    long mine = ++fetches;
    timer = settings.time().schedule(settings.jitteredRefresh(), () -> growOld(mine));
  }

  private void reject(SecretSourceException refused) {
    failures++;
    failing = true;
    failure = refused;
    Duration pause = refused.reason().isFinal() ? settings.negativeFor() : backoff(failures);
    retryAt = now() + pause.toNanos();
  }

  /** The next reader has it fetched again, unless that has happened already. */
  private void growOld(long fetch) {
    lock.lock();
    try {
      if (fetch == fetches) {
        fresh = null;
      }
    } finally {
      lock.unlock();
    }
  }

  private void stopTimer() {
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
  }

  private SecretUnavailableException unavailable() {
    SecretSourceException why = failure == null ? noReason() : failure;
    Duration pause = Duration.ofNanos(Math.max(0, retryAt - now())).truncatedTo(MILLIS);
    String what =
        "%s, '%s'. The source is asked again in %s at the earliest. To mend it, %s."
            .formatted(why.reason(), why.getMessage(), pause, why.reason().remedy());
    if (last == null) {
      return new SecretUnavailableException(
          ref.id(), why.reason(), "Secret '" + ref + "' cannot be read: " + what, why);
    }
    return new SecretStaleException(
        ref.id(),
        why.reason(),
        age(),
        "Secret '%s' was last read %s ago, longer than the %s for which an old value is served, and cannot be read now: %s"
            .formatted(ref, age().truncatedTo(SECONDS), settings.staleAfter(), what),
        why);
  }

  /** Only for who reads in the moment in which the cache closes. */
  private static SecretSourceException noReason() {
    return new SecretSourceException(
        SecretSourceException.Reason.UNAVAILABLE, "The cache has been closed", null);
  }

  private @Nullable Secret usable() {
    return last == null || isTooOld() ? null : last;
  }

  private boolean isTooOld() {
    return age().compareTo(settings.staleAfter()) >= 0;
  }

  /** After a failure the source is left alone for a while. */
  private boolean isPaused() {
    return flight == null && failing && now() - retryAt < 0;
  }

  private Duration backoff(int count) {
    return settings.backoff(count, FIRST_BACKOFF, LONGEST_BACKOFF);
  }

  private Duration age() {
    return Duration.ofNanos(now() - fetchedAt);
  }

  private long now() {
    return settings.time().nanoTime();
  }
}
