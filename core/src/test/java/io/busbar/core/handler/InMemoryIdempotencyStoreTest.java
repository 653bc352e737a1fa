// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.handler;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.core.EventId;
import io.busbar.core.FixedTime;
import io.busbar.core.handler.IdempotencyStore.ClaimResult;
import io.busbar.core.handler.IdempotencyStore.Claimed;
import io.busbar.core.handler.IdempotencyStore.Done;
import io.busbar.core.handler.IdempotencyStore.InProgress;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The store's contract as the testkit has it for every store, and what only this one does. */
class InMemoryIdempotencyStoreTest {
  private static final IdempotencyStore.Key KEY =
      new IdempotencyStore.Key("Billing.on(OrderPlaced)", EventId.of("e-1"));
  private static final Duration LEASE = Duration.ofMinutes(5);
  private static final Duration RETENTION = Duration.ofHours(1);

  private final FixedTime time = new FixedTime("2026-11-23T06:00:00Z");
  private final IdempotencyStore store = InMemoryIdempotencyStore.create(time, RETENTION);

  @Test
  void letsTheFirstOneThroughAndTellsTheOthersToWait() {
    assertThat(claim().attempt()).isEqualTo(1);

    time.move(Duration.ofMinutes(2));

    assertThat(store.claim(KEY, LEASE)).isEqualTo(new InProgress(Duration.ofMinutes(3)));
  }

  @Test
  void remembersWhatIsDone() {
    assertThat(store.complete(claim())).isTrue();

    time.move(LEASE.multipliedBy(2));

    assertThat(store.claim(KEY, LEASE)).isEqualTo(new Done());
  }

  @Test
  void countsAttemptsOverReleasesAndExpiredLeases() {
    assertThat(store.release(claim())).isTrue();
    assertThat(claim().attempt()).isEqualTo(2);

    time.move(LEASE);

    assertThat(claim().attempt()).isEqualTo(3);
  }

  @Test
  void keepsAPausedOwnerFromWhatAnotherHasClaimedSince() {
    Claimed paused = claim();
    time.move(LEASE);
    Claimed second = claim();

    assertThat(second.token()).isGreaterThan(paused.token());
    assertThat(store.complete(paused)).isFalse();
    assertThat(store.release(paused)).isFalse();
    assertThat(store.claim(KEY, LEASE)).isInstanceOf(InProgress.class);
    assertThat(store.complete(second)).isTrue();
    assertThat(store.release(paused)).isFalse();
    assertThat(store.claim(KEY, LEASE)).isEqualTo(new Done());
  }

  @Test
  void letsALateOwnerCompleteWhatNobodyElseHasClaimed() {
    Claimed late = claim();
    time.move(LEASE.plusSeconds(1));

    assertThat(store.complete(late)).isTrue();
    assertThat(store.claim(KEY, LEASE)).isEqualTo(new Done());
  }

  @Test
  void settlesAClaimOnce() {
    Claimed claim = claim();
    assertThat(store.release(claim)).isTrue();

    assertThat(store.release(claim)).isFalse();
    assertThat(store.complete(claim)).isFalse();
    assertThat(claim().attempt()).isEqualTo(2);
  }

  @Test
  void keepsHandlersAndEventsApart() {
    store.complete(claim());

    assertThat(store.claim(new IdempotencyStore.Key("Other.on(OrderPlaced)", KEY.eventId()), LEASE))
        .isInstanceOf(Claimed.class);
    assertThat(store.claim(new IdempotencyStore.Key(KEY.handlerId(), EventId.of("e-2")), LEASE))
        .isInstanceOf(Claimed.class);
  }

  @Test
  void letsExactlyOneOfManyThreadsThrough() {
    List<ClaimResult> results =
        IntStream.range(0, 200).parallel().mapToObj(i -> store.claim(KEY, LEASE)).toList();

    assertThat(results).filteredOn(Claimed.class::isInstance).hasSize(1);
  }

  @Test
  void forgetsWhatWasClaimedLongAgo() {
    store.complete(claim());

    time.move(RETENTION.minusMillis(1));
    assertThat(store.claim(KEY, LEASE)).isEqualTo(new Done());
    time.move(Duration.ofMillis(2));

    assertThat(claim().attempt()).isEqualTo(1);
  }

  @Test
  void forgetsInTheOrderOfClaimsHoweverOftenItIsAsked() {
    IdempotencyStore.Key other = new IdempotencyStore.Key("Other.on(OrderPlaced)", KEY.eventId());
    store.complete(claim());
    time.move(Duration.ofMinutes(30));
    store.complete((Claimed) store.claim(other, LEASE));
    store.claim(KEY, LEASE);

    time.move(Duration.ofMinutes(31));

    assertThat(store.claim(KEY, LEASE)).isInstanceOf(Claimed.class);
    assertThat(store.claim(other, LEASE)).isEqualTo(new Done());
  }

  @Test
  void worksByTheMachinesClock() {
    IdempotencyStore real = InMemoryIdempotencyStore.create();

    assertThat(real.complete((Claimed) real.claim(KEY, LEASE))).isTrue();
    assertThat(real.claim(KEY, LEASE)).isEqualTo(new Done());
  }

  private Claimed claim() {
    return (Claimed) store.claim(KEY, LEASE);
  }
}
