// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.scenario;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.busbar.testkit.Trace;
import java.util.ArrayList;
import java.util.List;

/** A scenario that has come to rest: nothing can happen any more unless more is published. */
public final class QuietScenario {
  private final EventScenario scenario;

  QuietScenario(EventScenario scenario) {
    this.scenario = scenario;
  }

  /**
   * Checks all of them.
   *
   * @throws IllegalStateException if more has happened than the organization keeps
   * @throws UnmetExpectationsError with all that do not hold, and the report
   */
  @CanIgnoreReturnValue
  public QuietScenario then(Expectation... expectations) {
    Trace trace = trace();
    requireComplete(trace);
    List<String> unmet = new ArrayList<>();
    for (Expectation expectation : expectations) {
      expectation.unmet(trace, scenario.organization()).ifPresent(unmet::add);
    }
    if (!unmet.isEmpty()) {
      throw UnmetExpectationsError.of(unmet, expectations.length, scenario.report());
    }
    return this;
  }

  public Trace trace() {
    return scenario.organization().trace();
  }

  private static void requireComplete(Trace trace) {
    if (!trace.isComplete()) {
      throw new IllegalStateException(
          "More has happened than the trace keeps (%d entries), so nobody can say what did not happen. Build the organization with a higher journalCapacity."
              .formatted(trace.entries().size()));
    }
  }
}
