// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.scenario;

import java.util.List;

/** A scenario did not end as expected. The message says what was expected and all that happened. */
public final class UnmetExpectationsError extends AssertionError {
  private static final long serialVersionUID = 1L;

  private UnmetExpectationsError(String message) {
    super(message);
  }

  static UnmetExpectationsError of(List<String> unmet, int all, FailureReport report) {
    StringBuilder text = new StringBuilder();
    if (unmet.size() == 1) {
      text.append(unmet.get(0)).append('\n');
    } else {
      text.append("%d of %d expectations do not hold:\n".formatted(unmet.size(), all));
      for (int i = 0; i < unmet.size(); i++) {
        text.append(i + 1).append(". ").append(unmet.get(i)).append('\n');
      }
    }
    return new UnmetExpectationsError(text.append('\n').append(report).toString());
  }
}
