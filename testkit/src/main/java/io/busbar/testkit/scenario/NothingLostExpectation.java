// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.scenario;

import io.busbar.testkit.InMemoryOrganization;
import io.busbar.testkit.JournalEntry;
import io.busbar.testkit.Layer;
import io.busbar.testkit.Trace;
import io.busbar.testkit.TraceEntry;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Everything that was published found a rule, and reached its targets. */
final class NothingLostExpectation implements Expectation {
  private static final int MOST_TOLD = 5;
  private static final Set<Layer> OF_RULES = Set.of(Layer.RULES, Layer.RULE_STATE, Layer.PATTERN);

  @Override
  public Optional<String> unmet(Trace trace, InMemoryOrganization aws) {
    List<TraceEntry> losses = trace.losses();
    Reasons reasons = new Reasons(trace, aws);
    StringBuilder text = new StringBuilder("Expected nothing to be lost, but it was:");
    int told = 0;
    for (TraceEntry loss : losses) {
      text.append("\n  ").append(trace.describe(loss));
      if (isUnmatched(loss) && told++ < MOST_TOLD) {
        text.append(reasons.below(loss.event(), finding -> OF_RULES.contains(finding.layer())));
      }
    }
    return losses.isEmpty() ? Optional.empty() : Optional.of(text.toString());
  }

  /** Most losses say why; for one without a rule, each rule has a reason of its own. */
  private static boolean isUnmatched(TraceEntry loss) {
    return loss.step() instanceof TraceEntry.Routed routed
        && routed.step() instanceof JournalEntry.Unmatched;
  }
}
