// SPDX-License-Identifier: Apache-2.0
package io.busbar.core;

import java.time.Duration;

/**
 * Lets one of a service's instances do what only one may do at a time: a nightly replay, a
 * clean-up, a monitor. Whoever holds the lease of a name leads, until the lease ends or is
 * released.
 *
 * <p>A lease is a promise about time, and an instance may be paused between looking at it and
 * acting. So a lease is fenced: give {@link Held#token()} to whatever is written, and let the
 * writing refuse a token that is lower than the last one.
 *
 * <p>Implementations are thread-safe and pass {@code LeaderLeaseContract} of the testkit. Their own
 * clock ends leases (a database's, say), never the caller's.
 */
public interface LeaderLease {

  /**
   * Tries to become the leader. Also the leader itself gets {@link HeldElsewhere}: it keeps the
   * lease by {@link #renew}.
   *
   * @param name what is led, as in {@code outbox-purge}
   * @param duration how long others keep away; longer than any pause of the process that shall do
   *     no harm
   * @throws IllegalArgumentException if the name is blank, or the duration not positive
   */
  LeaseResult acquire(String name, Duration duration);

  /**
   * Keeps the lease for {@code duration} from now on. Renew at a third of the duration.
   *
   * @return false when the lease has ended or was released; whoever led must stop
   */
  boolean renew(Held lease, Duration duration);

  /**
   * Lets the next one lead at once.
   *
   * @return false when the lease had ended already; if another leads by now, nothing was changed
   */
  boolean release(Held lease);

  /** The answer to {@link #acquire}. */
  sealed interface LeaseResult permits Held, HeldElsewhere {}

  /**
   * You lead.
   *
   * @param token fences the lease: higher for every later lease of the name
   */
  record Held(String name, long token) implements LeaseResult {}

  /** Another leads; try again after the rest of its lease. */
  record HeldElsewhere(Duration remaining) implements LeaseResult {}
}
