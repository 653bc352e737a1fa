// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.handler;

import io.busbar.core.TimeSource;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Remembers in this process only: for tests, and for services whose effects are idempotent by
 * themselves and that want to spare themselves most duplicates. A restart forgets everything, so it
 * promises no {@link #retention()}.
 *
 * <p>Thread-safe.
 */
public final class InMemoryIdempotencyStore implements IdempotencyStore {
  private final TimeSource time;
  private final long retentionNanos;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Key, Entry> entries = new LinkedHashMap<>();
  private long tokens;

  private InMemoryIdempotencyStore(TimeSource time, Duration retention) {
    this.time = time;
    this.retentionNanos = retention.toNanos();
  }

  /** Remembers for a day, by the machine's clock. */
  public static InMemoryIdempotencyStore create() {
    return create(TimeSource.system(), Duration.ofDays(1));
  }

  /** Forgets what was claimed longer than {@code retention} ago. */
  public static InMemoryIdempotencyStore create(TimeSource time, Duration retention) {
    return new InMemoryIdempotencyStore(time, retention);
  }

  @Override
  public ClaimResult claim(Key key, Duration lease) {
    lock.lock();
    try {
      long now = time.nanoTime();
      forgetBefore(now - retentionNanos);
      Entry entry = entries.get(key);
      ClaimResult result =
          entry == null ? new Claimed(key, tokens + 1, 1) : entry.claim(key, now, tokens + 1);
      if (result instanceof Claimed claimed) {
        tokens = claimed.token();
        long until = now + lease.toNanos();
        entries.remove(key);
        entries.put(key, new Entry(claimed.token(), claimed.attempt(), State.CLAIMED, now, until));
      }
      return result;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean complete(Claimed claim) {
    return settle(claim, State.DONE);
  }

  @Override
  public boolean release(Claimed claim) {
    return settle(claim, State.RELEASED);
  }

  private boolean settle(Claimed claim, State state) {
    lock.lock();
    try {
      Entry entry = entries.get(claim.key());
      if (entry == null || entry.token != claim.token() || entry.state != State.CLAIMED) {
        return false;
      }
      entries.put(
          claim.key(), new Entry(entry.token, entry.attempt, state, entry.since, entry.leaseUntil));
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Entries stand in the order in which they were claimed last, so the old ones are in front. */
  private void forgetBefore(long nanos) {
    Iterator<Entry> oldest = entries.values().iterator();
    while (oldest.hasNext() && oldest.next().since - nanos < 0) {
      oldest.remove();
    }
  }

  private enum State {
    CLAIMED,
    RELEASED,
    DONE
  }

  private record Entry(long token, int attempt, State state, long since, long leaseUntil) {
    ClaimResult claim(Key key, long now, long nextToken) {
      if (state == State.DONE) {
        return new Done();
      }
      if (state == State.CLAIMED && leaseUntil - now > 0) {
        return new InProgress(Duration.ofNanos(leaseUntil - now));
      }
      return new Claimed(key, nextToken, attempt + 1);
    }
  }
}
