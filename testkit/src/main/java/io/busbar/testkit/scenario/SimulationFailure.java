// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.scenario;

import java.nio.file.Path;
import java.util.List;

/**
 * A run of a simulation failed. The message has the seed, the faults that it takes, the failure,
 * and the report of the smallest run that fails; the cause is that run's failure.
 */
public final class SimulationFailure extends AssertionError {
  private static final long serialVersionUID = 1L;
  private final String summary;
  private final transient FailureReport report;

  SimulationFailure(String summary, Throwable cause, FailureReport report) {
    this(summary, cause, report, "");
  }

  private SimulationFailure(String summary, Throwable cause, FailureReport report, String page) {
    super(summary + '\n' + report + page, cause);
    this.summary = summary;
    this.report = report;
  }

  public long seed() {
    return report.seed();
  }

  /** The faults of the smallest run that fails. */
  public List<InjectedFault> faults() {
    return report.faults();
  }

  /** What failed and what it takes, without the report. */
  public String summary() {
    return summary;
  }

  /** Of the smallest run that fails. */
  public FailureReport report() {
    return report;
  }

  /** The same failure, which also says where its report is as a page. */
  public SimulationFailure withPage(Path page) {
    Throwable cause = getCause() == null ? this : getCause();
    return PageNote.same(this, new SimulationFailure(summary, cause, report, PageNote.at(page)));
  }
}
