// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.scenario;

import io.busbar.testkit.InMemoryOrganization;
import io.busbar.testkit.VirtualClock;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one test gets: an organization of its own on a virtual clock, a scenario in it, and
 * randomness, all from one seed. Nothing is shared with another one; nothing has to be closed.
 */
public final class TestWorld {
  private static final int MOST_STEPS = 1_000_000;
  private final long seed;
  private final VirtualClock clock = VirtualClock.create();
  private final InMemoryOrganization organization;
  private final EventScenario scenario;
  private final Random random;

  private TestWorld(long seed, @Nullable Set<String> allowedFaults) {
    this.seed = seed;
    this.organization =
        InMemoryOrganization.builder().time(clock).seed(seed).journalCapacity(MOST_STEPS).build();
    this.scenario = new EventScenario(organization, allowedFaults);
    this.random = new Random(seed);
  }

  /** A new world in which all faults may strike. */
  public static TestWorld of(long seed) {
    return new TestWorld(seed, null);
  }

  /** A new world in which only these decisions may go wrong, by their keys. */
  static TestWorld of(long seed, Set<String> allowedFaults) {
    return new TestWorld(seed, allowedFaults);
  }

  public long seed() {
    return seed;
  }

  public VirtualClock clock() {
    return clock;
  }

  public InMemoryOrganization organization() {
    return organization;
  }

  public EventScenario scenario() {
    return scenario;
  }

  /** For the test's own data. */
  public Random random() {
    return random;
  }
}
