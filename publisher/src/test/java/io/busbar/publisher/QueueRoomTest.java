// SPDX-License-Identifier: Apache-2.0
package io.busbar.publisher;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.testkit.VirtualClock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class QueueRoomTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final Executor NEW_THREAD = task -> new Thread(task).start();
  private final VirtualClock clock = VirtualClock.create();
  private final QueueRoom room = new QueueRoom(1, clock);

  @Test
  void letsAWaiterInWhenSomebodyLeaves() {
    room.tryEnter();
    CompletableFuture<Boolean> waiter = enter();

    room.leave(1);

    assertThat(waiter.join()).isTrue();
    assertThat(room.isFull()).isTrue();
  }

  @Test
  void turnsAWaiterAwayWhenTheTimeIsUp() {
    room.tryEnter();
    CompletableFuture<Boolean> waiter = enter();

    clock.advance(TIMEOUT);

    assertThat(waiter.join()).isFalse();
    assertThat(room.taken()).isEqualTo(1);
  }

  @Test
  void turnsAllWaitersAwayAtTheClose() {
    room.tryEnter();
    CompletableFuture<Boolean> waiter = enter();

    room.turnAwayWaiters();

    assertThat(waiter.join()).isFalse();
  }

  @Test
  void doesNotWaitWhenTheTimeoutIsZero() {
    room.tryEnter();

    assertThat(room.enter(Duration.ZERO)).isFalse();
  }

  /** Comes back when the waiter waits. */
  private CompletableFuture<Boolean> enter() {
    CompletableFuture<Boolean> entered =
        CompletableFuture.supplyAsync(() -> room.enter(TIMEOUT), NEW_THREAD);
    Awaitility.await().until(() -> clock.nextDue().isPresent());
    return entered;
  }
}
