// SPDX-License-Identifier: Apache-2.0
package io.busbar.core;

import static io.busbar.core.Require.require;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Leases among the threads of this process only: for tests, and for services that have one
 * instance.
 *
 * <p>Thread-safe.
 */
public final class InMemoryLeaderLease implements LeaderLease {
  private final TimeSource time;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Lease> leases = new HashMap<>();
  private long tokens;

  private record Lease(long token, long until) {}

  private InMemoryLeaderLease(TimeSource time) {
    this.time = time;
  }

  /** Leases that end by the machine's clock. */
  public static InMemoryLeaderLease create() {
    return create(TimeSource.system());
  }

  /** Leases that end by {@code time}. */
  public static InMemoryLeaderLease create(TimeSource time) {
    return new InMemoryLeaderLease(time);
  }

  @Override
  public LeaseResult acquire(String name, Duration duration) {
    require(!name.isBlank(), "The name of a lease must not be blank. Name what is led.");
    requirePositive(duration);
    lock.lock();
    try {
      Lease live = live(name);
      if (live != null) {
        return new HeldElsewhere(Duration.ofNanos(live.until - time.nanoTime()));
      }
      leases.put(name, lease(++tokens, duration));
      return new Held(name, tokens);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean renew(Held lease, Duration duration) {
    requirePositive(duration);
    lock.lock();
    try {
      boolean held = isHeld(lease);
      if (held) {
        leases.put(lease.name(), lease(lease.token(), duration));
      }
      return held;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean release(Held lease) {
    lock.lock();
    try {
      boolean held = isHeld(lease);
      if (held) {
        leases.remove(lease.name());
      }
      return held;
    } finally {
      lock.unlock();
    }
  }

  private Lease lease(long token, Duration duration) {
    return new Lease(token, time.nanoTime() + duration.toNanos());
  }

  private boolean isHeld(Held lease) {
    Lease live = live(lease.name());
    return live != null && live.token == lease.token();
  }

  private @Nullable Lease live(String name) {
    Lease lease = leases.get(name);
    return lease == null || lease.until - time.nanoTime() <= 0 ? null : lease;
  }

  private static void requirePositive(Duration duration) {
    require(
        !duration.isNegative() && !duration.isZero(),
        "A lease must last longer than nothing, but was to last '%s'. Give the time for which others shall keep away.",
        duration);
  }
}
