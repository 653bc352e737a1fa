// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.busbar.core.LeaderLease;
import io.busbar.core.LeaderLease.Held;
import io.busbar.core.LeaderLease.HeldElsewhere;
import io.busbar.core.LeaderLease.LeaseResult;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * What every {@link LeaderLease} promises. A test class implements this interface and says what is
 * under test; JUnit then runs the tests below. They use names of their own, so the leases may be
 * shared.
 */
public interface LeaderLeaseContract {

  /** Leases in the tests; no test takes that long. */
  Duration LEASE = Duration.ofMinutes(5);

  /** What is under test, as one instance of a service sees it. */
  LeaderLease lease();

  /** The same leases, as another instance sees them; another object, if there is one. */
  default LeaderLease otherInstance() {
    return lease();
  }

  /** Moves the clock by which leases end. */
  void advance(Duration duration);

  @Test
  default void letsOneLeadAndTellsTheOthersHowLongToWait() {
    String name = newName();
    held(lease(), name);
    advance(Duration.ofMinutes(2));

    Duration remaining = heldElsewhere(otherInstance(), name).remaining();

    assertTrue(remaining.compareTo(Duration.ofMinutes(3)) <= 0, remaining::toString);
    assertTrue(remaining.compareTo(Duration.ofMinutes(2)) > 0, remaining::toString);
  }

  @Test
  default void doesNotGiveTheLeaderItsLeaseTwice() {
    String name = newName();
    held(lease(), name);

    heldElsewhere(lease(), name);
  }

  @Test
  default void keepsNamesApart() {
    String name = newName();
    held(lease(), name);

    held(otherInstance(), name + "2");
  }

  @Test
  default void lastsFromTheRenewalOn() {
    String name = newName();
    Held leader = held(lease(), name);
    advance(Duration.ofMinutes(4));

    assertTrue(lease().renew(leader, LEASE));

    advance(Duration.ofMinutes(4));
    heldElsewhere(otherInstance(), name);
  }

  @Test
  default void handsOverWhatHasEnded() {
    String name = newName();
    Held first = held(lease(), name);
    advance(LEASE.plusMillis(1));

    Held second = held(otherInstance(), name);

    assertTrue(second.token() > first.token(), () -> first + " then " + second);
  }

  @Test
  default void handsOverWhatWasReleasedAtOnce() {
    String name = newName();
    Held first = held(lease(), name);

    assertTrue(lease().release(first));

    Held second = held(otherInstance(), name);
    assertTrue(second.token() > first.token(), () -> first + " then " + second);
  }

  /** It must not go on as the leader, although nobody has taken its place yet. */
  @Test
  default void doesNotRenewWhatHasEnded() {
    String name = newName();
    Held late = held(lease(), name);
    advance(LEASE.plusMillis(1));

    assertFalse(lease().renew(late, LEASE));

    held(otherInstance(), name);
  }

  @Test
  default void refusesWhoeverHasLostTheLease() {
    String name = newName();
    Held first = held(lease(), name);
    advance(LEASE.plusMillis(1));
    Held second = held(otherInstance(), name);

    assertFalse(lease().renew(first, LEASE));
    assertFalse(lease().release(first));

    heldElsewhere(lease(), name);
    assertTrue(otherInstance().renew(second, LEASE));
  }

  @Test
  default void releasesOnce() {
    Held leader = held(lease(), newName());
    assertTrue(lease().release(leader));

    assertFalse(lease().release(leader));
    assertFalse(lease().renew(leader, LEASE));
  }

  @Test
  default void refusesWhatIsNoLease() {
    assertThrows(IllegalArgumentException.class, () -> lease().acquire(" ", LEASE));
    assertThrows(IllegalArgumentException.class, () -> lease().acquire(newName(), Duration.ZERO));
    Held leader = held(lease(), newName());
    assertThrows(IllegalArgumentException.class, () -> lease().renew(leader, Duration.ZERO));
  }

  @Test
  default void letsExactlyOneOfManyThreadsLead() throws Exception {
    for (int round = 0; round < 20; round++) {
      String name = newName();
      assertEquals(
          1, Race.of(8, () -> acquire(lease(), name)).count(result -> result instanceof Held));
    }
  }

  private static Held held(LeaderLease lease, String name) {
    return assertInstanceOf(Held.class, acquire(lease, name));
  }

  private static HeldElsewhere heldElsewhere(LeaderLease lease, String name) {
    return assertInstanceOf(HeldElsewhere.class, acquire(lease, name));
  }

  private static LeaseResult acquire(LeaderLease lease, String name) {
    return lease.acquire(name, LEASE);
  }

  private static String newName() {
    return "contract-" + UUID.randomUUID();
  }
}
