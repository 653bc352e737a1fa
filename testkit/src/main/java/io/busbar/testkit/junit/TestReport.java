// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.junit;

/**
 * The report of a failed test, as a suppressed exception of its failure, so that whatever prints
 * the failure prints the report. It has no stack trace.
 */
public final class TestReport extends Exception {
  private static final long serialVersionUID = 1L;

  TestReport(String report) {
    super("\n" + report, null, false, false);
  }
}
