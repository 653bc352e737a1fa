// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.scenario;

import io.busbar.testkit.InMemoryOrganization;
import io.busbar.testkit.Trace;
import io.busbar.testkit.report.HtmlReport;
import java.util.List;
import java.util.stream.Collectors;

/**
 * All that one needs to understand why a test failed, and to run it again: the seed, the events,
 * which led to which, what was lost, and the faults.
 */
public record FailureReport(
    long seed, Trace trace, List<InjectedFault> faults, InMemoryOrganization organization) {

  public FailureReport {
    faults = List.copyOf(faults);
  }

  /** The report as a page for a browser, with no headline of its own. */
  public String html() {
    return page().build().html();
  }

  /** The report as a page for a browser, to be given a headline and a failure. */
  public HtmlReport.Builder page() {
    return HtmlReport.builder(organization)
        .seed(seed)
        .faults(faults.stream().map(fault -> fault.describe(trace)).toList());
  }

  /** The whole report as text. */
  @Override
  public String toString() {
    return "Seed %d; -Dbusbar.seed=%d runs it again.\n".formatted(seed, seed)
        + section("Events", trace.grid())
        + section("What happened", trace.tree())
        + section("Lost", trace.lossesText())
        + section("Faults", faultLines());
  }

  private String faultLines() {
    return faults.stream().map(fault -> fault.describe(trace) + "\n").collect(Collectors.joining());
  }

  private static String section(String title, String text) {
    return '\n' + title + '\n' + (text.isEmpty() ? "none\n" : text).indent(2);
  }
}
