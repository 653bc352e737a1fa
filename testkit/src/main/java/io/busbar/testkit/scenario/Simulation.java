// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.scenario;

import io.busbar.testkit.Trace;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Runs a test in many worlds, each with another seed, until one fails; then finds out which of that
 * run's faults it takes, and reports those. One thread, that of the caller, and no waiting: what
 * takes virtual hours takes milliseconds. Immutable, so that threads may share one.
 */
public final class Simulation {
  private final int runs;
  private final long baseSeed;

  private Simulation(int runs, long baseSeed) {
    this.runs = runs;
    this.baseSeed = baseSeed;
  }

  /**
   * So many runs. Their seeds follow from the base seed.
   *
   * @throws IllegalArgumentException unless there is at least one run
   */
  public static Simulation of(int runs, long baseSeed) {
    if (runs < 1) {
      throw new IllegalArgumentException(
          "A simulation needs at least one run, but was told '%d'.".formatted(runs));
    }
    return new Simulation(runs, baseSeed);
  }

  /**
   * Runs the test in one world after the other.
   *
   * @param test makes all that it needs from the world that it gets, so that no run sees another
   * @throws SimulationFailure for the first run that fails
   */
  public void run(Test test) {
    for (int run = 0; run < runs; run++) {
      long seed = Chance.seed(baseSeed, run);
      String which = "Run %,d of %,d fails, with seed %d".formatted(run + 1, runs, seed);
      check(test, seed, which);
    }
  }

  /**
   * Runs the test with one seed.
   *
   * @throws SimulationFailure if it fails
   */
  public static void replay(long seed, Test test) {
    check(test, seed, "The run with seed " + seed + " fails");
  }

  private static void check(Test test, long seed, String which) {
    TestWorld world = TestWorld.of(seed);
    Optional<Throwable> failure = failure(test, world);
    if (failure.isPresent()) {
      throw explain(test, world, failure.get(), which);
    }
  }

  private static SimulationFailure explain(
      Test test, TestWorld world, Throwable failure, String which) {
    List<String> injected =
        world.scenario().injected().stream().map(InjectedFault::key).distinct().toList();
    Class<?> kind = failure.getClass();
    List<String> enough =
        new Shrinker<String>(
                keys -> failure(test, restricted(world.seed(), keys), kind).isPresent())
            .shrink(injected);
    TestWorld smallest = restricted(world.seed(), enough);
    Throwable shown = failure(test, smallest, kind).orElse(failure);
    String needs = needs(smallest, injected.size());
    return new SimulationFailure(
        summary(which, needs, smallest, shown), shown, smallest.scenario().report());
  }

  private static String needs(TestWorld world, int all) {
    List<InjectedFault> enough = world.scenario().injected();
    Trace trace = world.organization().trace();
    if (enough.isEmpty()) {
      return "It fails without any fault.\n";
    }
    return "Of the faults that struck, %d, it takes %d:\n".formatted(all, enough.size())
        + enough.stream()
            .map(fault -> "  " + fault.describe(trace) + "\n")
            .collect(Collectors.joining());
  }

  private static String summary(String which, String needs, TestWorld world, Throwable shown) {
    String text = which + "; -Dbusbar.seed=" + world.seed() + " runs it again.\n" + needs + '\n';
    return text
        + (shown instanceof UnmetExpectationsError error ? error.unmet() : shown.toString() + '\n');
  }

  private static TestWorld restricted(long seed, List<String> keys) {
    return TestWorld.of(seed, Set.copyOf(keys));
  }

  private static Optional<Throwable> failure(Test test, TestWorld world, Class<?> kind) {
    return failure(test, world).filter(failure -> failure.getClass() == kind);
  }

  private static Optional<Throwable> failure(Test test, TestWorld world) {
    try {
      test.run(world);
      return Optional.empty();
    } catch (OutOfMemoryError severe) {
      throw severe;
    } catch (Throwable failure) {
      return Optional.of(failure);
    }
  }

  /** A test in a world of its own. */
  @FunctionalInterface
  public interface Test {

    /** Throws whatever it likes when something does not hold. */
    void run(TestWorld world) throws Throwable;
  }
}
