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
   * @throws UnmetExpectationsError with all that do not hold, and the report
   */
  @CanIgnoreReturnValue
  public QuietScenario then(Expectation... expectations) {
    Trace trace = trace();
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
}
