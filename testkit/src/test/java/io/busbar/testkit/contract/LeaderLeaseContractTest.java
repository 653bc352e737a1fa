// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.core.InMemoryLeaderLease;
import io.busbar.core.LeaderLease;
import io.busbar.testkit.VirtualClock;
import java.time.Duration;
import java.util.function.Function;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class LeaderLeaseContractTest {

  @Nested
  class InMemory extends OnVirtualClock {
    InMemory() {
      super(InMemoryLeaderLease::create);
    }
  }

  @Test
  void noticesALeaseThatNeverEnds() {
    assertThat(Kit.failures(NeverEnds.class))
        .containsExactly(
            "doesNotRenewWhatHasEnded",
            "handsOverWhatHasEnded",
            "letsOneLeadAndTellsTheOthersHowLongToWait",
            "refusesWhoeverHasLostTheLease");
  }

  @Test
  void noticesALeaseThatAnybodyGets() {
    assertThat(Kit.failures(AnybodyLeads.class))
        .contains("letsExactlyOneOfManyThreadsLead", "doesNotGiveTheLeaderItsLeaseTwice");
  }

  @Test
  void noticesALeaseWithoutFence() {
    assertThat(Kit.failures(Unfenced.class))
        .containsExactly(
            "handsOverWhatHasEnded",
            "handsOverWhatWasReleasedAtOnce",
            "refusesWhoeverHasLostTheLease");
  }

  @Test
  void noticesARenewalThatDoesNothing() {
    assertThat(Kit.failures(RenewsNothing.class))
        .containsExactly("lastsFromTheRenewalOn", "refusesWhatIsNoLease");
  }

  @Test
  void noticesAReleaseThatAlwaysSucceeds() {
    assertThat(Kit.failures(AlwaysReleases.class))
        .containsExactly("refusesWhoeverHasLostTheLease", "releasesOnce");
  }

  abstract static class OnVirtualClock implements LeaderLeaseContract {
    private final VirtualClock clock = VirtualClock.create();
    private final LeaderLease lease;

    OnVirtualClock(Function<VirtualClock, LeaderLease> lease) {
      this.lease = lease.apply(clock);
    }

    @Override
    public LeaderLease lease() {
      return lease;
    }

    @Override
    public void advance(Duration duration) {
      clock.advance(duration);
    }
  }

  /** Right in all that a subclass leaves alone. */
  static class Broken implements LeaderLease {
    final LeaderLease right;

    Broken(VirtualClock clock) {
      this.right = InMemoryLeaderLease.create(clock);
    }

    @Override
    public LeaseResult acquire(String name, Duration duration) {
      return right.acquire(name, duration);
    }

    @Override
    public boolean renew(Held lease, Duration duration) {
      return right.renew(lease, duration);
    }

    @Override
    public boolean release(Held lease) {
      return right.release(lease);
    }
  }

  static class NeverEnds extends OnVirtualClock {
    NeverEnds() {
      super(clock -> InMemoryLeaderLease.create(VirtualClock.create()));
    }
  }

  static class AnybodyLeads extends OnVirtualClock {
    AnybodyLeads() {
      super(
          clock ->
              new Broken(clock) {
                @Override
                public LeaseResult acquire(String name, Duration duration) {
                  return new Held(name, clock.nanoTime());
                }
              });
    }
  }

  /** Knows a lease by its name alone. */
  static class Unfenced extends OnVirtualClock {
    Unfenced() {
      super(
          clock ->
              new Broken(clock) {
                private long token;

                @Override
                public LeaseResult acquire(String name, Duration duration) {
                  LeaseResult result = super.acquire(name, duration);
                  if (result instanceof Held held) {
                    token = held.token();
                    return new Held(name, 1);
                  }
                  return result;
                }

                @Override
                public boolean renew(Held lease, Duration duration) {
                  return super.renew(new Held(lease.name(), token), duration);
                }

                @Override
                public boolean release(Held lease) {
                  return super.release(new Held(lease.name(), token));
                }
              });
    }
  }

  static class RenewsNothing extends OnVirtualClock {
    RenewsNothing() {
      super(
          clock ->
              new Broken(clock) {
                @Override
                public boolean renew(Held lease, Duration duration) {
                  return super.release(lease);
                }
              });
    }
  }

  static class AlwaysReleases extends OnVirtualClock {
    AlwaysReleases() {
      super(
          clock ->
              new Broken(clock) {
                @Override
                public boolean release(Held lease) {
                  super.release(lease);
                  return true;
                }
              });
    }
  }
}
