// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.junit;

import io.busbar.testkit.scenario.FailureReport;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The report of a failed test, as a suppressed exception of its failure, so that whatever prints
 * the failure prints the report. It has no stack trace.
 */
public final class TestReport extends Exception {
  private static final long serialVersionUID = 1L;

  TestReport(FailureReport report, Optional<Path> page) {
    super("\n" + report + page.map(TestReport::note).orElse(""), null, false, false);
  }

  private static String note(Path page) {
    return "\nAs a page: " + page + "\n";
  }
}
