// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.busbar.core.EventId;
import io.busbar.core.handler.IdempotencyStore;
import io.busbar.core.handler.IdempotencyStore.ClaimResult;
import io.busbar.core.handler.IdempotencyStore.Claimed;
import io.busbar.core.handler.IdempotencyStore.Done;
import io.busbar.core.handler.IdempotencyStore.InProgress;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * What every {@link IdempotencyStore} promises. A test class implements this interface and says
 * what is under test; JUnit then runs the tests below. They use keys of their own, so a store may
 * be shared.
 */
public interface IdempotencyStoreContract {

  /** Leases in the tests; no test takes that long. */
  Duration LEASE = Duration.ofMinutes(5);

  /** What is under test: the same store within one test. */
  IdempotencyStore store();

  /** Moves the clock by which the store ends leases. */
  void advance(Duration duration);

  @Test
  default void letsTheFirstOneGoAhead() {
    IdempotencyStore.Key key = newKey();

    assertEquals(1, claimed(key).attempt());
  }

  @Test
  default void tellsEverybodyElseHowLongToWait() {
    IdempotencyStore.Key key = newKey();
    claimed(key);
    advance(Duration.ofMinutes(2));

    Duration remaining = assertInstanceOf(InProgress.class, claim(key)).remaining();

    assertTrue(remaining.compareTo(Duration.ofMinutes(3)) <= 0, remaining::toString);
    assertTrue(remaining.compareTo(Duration.ofMinutes(2)) > 0, remaining::toString);
  }

  @Test
  default void remembersWhatWasCompleted() {
    IdempotencyStore.Key key = newKey();

    assertTrue(store().complete(claimed(key)));

    assertInstanceOf(Done.class, claim(key));
    advance(LEASE.multipliedBy(2));
    assertInstanceOf(Done.class, claim(key));
  }

  @Test
  default void countsTheAttemptsOfAKeyThatWasReleased() {
    IdempotencyStore.Key key = newKey();

    assertTrue(store().release(claimed(key)));
    assertTrue(store().release(claimed(key)));

    assertEquals(3, claimed(key).attempt());
  }

  @Test
  default void handsAnExpiredClaimOver() {
    IdempotencyStore.Key key = newKey();
    Claimed first = claimed(key);
    advance(LEASE.plusMillis(1));

    Claimed second = claimed(key);

    assertEquals(2, second.attempt());
    assertTrue(second.token() > first.token(), () -> first + " then " + second);
  }

  @Test
  default void refusesWhoeverHasLostTheClaim() {
    IdempotencyStore.Key key = newKey();
    Claimed first = claimed(key);
    advance(LEASE.plusMillis(1));
    Claimed second = claimed(key);

    assertFalse(store().complete(first));
    assertFalse(store().release(first));

    assertInstanceOf(InProgress.class, claim(key));
    assertTrue(store().complete(second));
    assertFalse(store().release(first));
    assertInstanceOf(Done.class, claim(key));
  }

  @Test
  default void settlesAClaimOnce() {
    IdempotencyStore.Key key = newKey();
    Claimed claim = claimed(key);
    assertTrue(store().release(claim));

    assertFalse(store().release(claim));
    assertFalse(store().complete(claim));

    assertEquals(2, claimed(key).attempt());
  }

  @Test
  default void keepsHandlersAndEventsApart() {
    IdempotencyStore.Key key = newKey();
    assertTrue(store().complete(claimed(key)));

    assertEquals(
        1, claimed(new IdempotencyStore.Key(key.handlerId() + "2", key.eventId())).attempt());
    assertEquals(
        1, claimed(new IdempotencyStore.Key(key.handlerId(), newKey().eventId())).attempt());
  }

  @Test
  default void letsExactlyOneOfManyThreadsGoAhead() throws Exception {
    for (int round = 0; round < 20; round++) {
      IdempotencyStore.Key key = newKey();
      assertEquals(1, Race.of(8, () -> claim(key)).count(result -> result instanceof Claimed));
    }
  }

  private Claimed claimed(IdempotencyStore.Key key) {
    return assertInstanceOf(Claimed.class, claim(key));
  }

  private ClaimResult claim(IdempotencyStore.Key key) {
    return store().claim(key, LEASE);
  }

  private static IdempotencyStore.Key newKey() {
    return new IdempotencyStore.Key("Payments.on", new EventId(UUID.randomUUID()));
  }
}
