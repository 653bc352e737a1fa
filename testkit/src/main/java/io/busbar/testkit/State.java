// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import io.busbar.core.TimeSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The organization's one lock, its clock and its only source of randomness. What users gave us runs
 * after the lock is free.
 */
final class State {
  private final ReentrantLock lock = new ReentrantLock();
  private final TimeSource time;
  private final Random random;
  private final Random jitter;
  private final long origin;

  /** Of the work that holds the lock; null when nobody does. */
  private @Nullable After current;

  State(TimeSource time, long seed) {
    this.time = time;
    this.random = new Random(seed);
    this.jitter = new Random(~seed);
    this.origin = time.nanoTime();
  }

  TimeSource time() {
    return time;
  }

  /** The time; the same from the begin to the end of work that holds the lock. */
  Instant now() {
    return locked(after -> after.now(time));
  }

  /** Nanoseconds since the organization was made; monotonic. */
  long elapsed() {
    return time.nanoTime() - origin;
  }

  /** In the form of the ids of AWS, a version 4 UUID; the same seed gives the same ids. */
  String newId() {
    long high = (random.nextLong() & ~0xf000L) | 0x4000L;
    long low = (random.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low).toString();
  }

  /** For delays: apart from the ids, so that a retry does not change those of other events. */
  Random jitter() {
    return jitter;
  }

  /** Another source of randomness that follows from the seed; thread-safe. */
  Random newRandom() {
    return new Random(random.nextLong());
  }

  /**
   * Reads or changes under the lock; then, when the lock is free, runs what {@code work} left in
   * {@link After}. Within other work it is a part of that: the outermost runs what all have left.
   */
  <T> T locked(Function<After, T> work) {
    After outer = current();
    if (outer != null) {
      return work.apply(outer);
    }
    After after = new After();
    lock.lock();
    T result;
    try {
      current = after;
      result = work.apply(after);
    } finally {
      current = null;
      lock.unlock();
    }
    after.run();
    return result;
  }

  void change(Consumer<After> work) {
    After outer = current();
    if (outer != null) {
      work.accept(outer);
      return;
    }
    boolean done =
        locked(
            after -> {
              work.accept(after);
              return true;
            });
    assert done;
  }

  private @Nullable After current() {
    return lock.isHeldByCurrentThread() ? current : null;
  }

  /** What is to be done when the lock is free again: answers to waiters, calls of users' code. */
  static final class After {
    private final List<Runnable> actions = new ArrayList<>(0);
    private @Nullable Instant now;

    private Instant now(TimeSource time) {
      Instant known = now == null ? time.now() : now;
      now = known;
      return known;
    }

    void add(Runnable action) {
      actions.add(action);
    }

    private void run() {
      actions.forEach(Runnable::run);
    }
  }
}
