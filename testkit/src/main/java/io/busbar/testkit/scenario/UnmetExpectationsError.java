// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.scenario;

import java.nio.file.Path;
import java.util.List;

/** A scenario did not end as expected. The message says what was expected and all that happened. */
public final class UnmetExpectationsError extends AssertionError {
  private static final long serialVersionUID = 1L;
  private final String unmet;
  private final transient FailureReport report;

  private UnmetExpectationsError(String unmet, FailureReport report, String page) {
    super(unmet + '\n' + report + page);
    this.unmet = unmet;
    this.report = report;
  }

  static UnmetExpectationsError of(List<String> unmet, int all, FailureReport report) {
    return new UnmetExpectationsError(text(unmet, all), report, "");
  }

  private static String text(List<String> unmet, int all) {
    StringBuilder text = new StringBuilder();
    if (unmet.size() == 1) {
      return text.append(unmet.get(0)).append('\n').toString();
    }
    text.append("%d of %d expectations do not hold:\n".formatted(unmet.size(), all));
    for (int i = 0; i < unmet.size(); i++) {
      text.append(i + 1).append(". ").append(unmet.get(i)).append('\n');
    }
    return text.toString();
  }

  /** What was expected and is not so, without the report. */
  public String unmet() {
    return unmet;
  }

  /** All that happened; null after serialization. */
  public FailureReport report() {
    return report;
  }

  /** The same error, which also says where its report is as a page. */
  public UnmetExpectationsError withPage(Path page) {
    return PageNote.same(this, new UnmetExpectationsError(unmet, report, PageNote.at(page)));
  }
}
