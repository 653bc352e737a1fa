// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.core.handler.IdempotencyStore;
import io.busbar.core.handler.InMemoryIdempotencyStore;
import io.busbar.testkit.VirtualClock;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class IdempotencyStoreContractTest {

  @Nested
  class InMemory extends Right {}

  @Test
  void noticesAStoreThatLetsEverybodyThrough() {
    assertThat(Kit.failures(LetsEverybodyThrough.class))
        .contains("remembersWhatWasCompleted", "letsExactlyOneOfManyThreadsGoAhead");
  }

  @Test
  void noticesAStoreWithoutFence() {
    assertThat(Kit.failures(Unfenced.class)).contains("refusesWhoeverHasLostTheClaim");
  }

  @Test
  void noticesAStoreThatCountsNoAttempts() {
    assertThat(Kit.failures(CountsNothing.class))
        .containsExactly(
            "countsTheAttemptsOfAKeyThatWasReleased",
            "handsAnExpiredClaimOver",
            "settlesAClaimOnce");
  }

  @Test
  void noticesAStoreThatForgetsWhatIsDone() {
    assertThat(Kit.failures(Forgets.class)).contains("remembersWhatWasCompleted");
  }

  /** The one in memory, and right in all that a subclass leaves alone. */
  static class Right implements IdempotencyStoreContract, IdempotencyStore {
    private final VirtualClock clock = VirtualClock.create();
    private final IdempotencyStore right =
        InMemoryIdempotencyStore.create(clock, Duration.ofDays(1));

    @Override
    public IdempotencyStore store() {
      return this;
    }

    @Override
    public void advance(Duration duration) {
      clock.advance(duration);
    }

    @Override
    public ClaimResult claim(Key key, Duration lease) {
      return right.claim(key, lease);
    }

    @Override
    public boolean complete(Claimed claim) {
      return right.complete(claim);
    }

    @Override
    public boolean release(Claimed claim) {
      return right.release(claim);
    }
  }

  static class LetsEverybodyThrough extends Right {
    @Override
    public ClaimResult claim(Key key, Duration lease) {
      return super.claim(key, lease) instanceof Claimed claimed ? claimed : new Claimed(key, 1, 1);
    }
  }

  static class Unfenced extends Right {
    @Override
    public boolean complete(Claimed claim) {
      super.complete(claim);
      return true;
    }
  }

  static class CountsNothing extends Right {
    @Override
    public ClaimResult claim(Key key, Duration lease) {
      ClaimResult result = super.claim(key, lease);
      return result instanceof Claimed claimed ? new Claimed(key, claimed.token(), 1) : result;
    }
  }

  static class Forgets extends Right {
    @Override
    public boolean complete(Claimed claim) {
      return super.release(claim);
    }
  }
}
