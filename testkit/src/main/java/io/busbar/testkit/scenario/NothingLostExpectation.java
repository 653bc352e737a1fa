// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.scenario;

import io.busbar.testkit.Finding;
import io.busbar.testkit.InMemoryOrganization;
import io.busbar.testkit.JournalEntry;
import io.busbar.testkit.Layer;
import io.busbar.testkit.Trace;
import io.busbar.testkit.TraceEntry;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Everything that was published found a rule, and reached its targets. */
final class NothingLostExpectation implements Expectation {
  private static final Set<Layer> OF_RULES = Set.of(Layer.RULES, Layer.RULE_STATE, Layer.PATTERN);

  @Override
  public Optional<String> unmet(Trace trace, InMemoryOrganization aws) {
    List<TraceEntry> losses = trace.losses();
    Reasons reasons = new Reasons(trace, aws);
    return losses.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "Expected nothing to be lost, but it was:"
                + Reasons.lines(losses.stream().flatMap(loss -> lines(loss, trace, reasons))));
  }

  /** Most losses say why; for one without a rule, each rule has a reason of its own. */
  private static Stream<String> lines(TraceEntry loss, Trace trace, Reasons reasons) {
    Stream<String> line = Stream.of(trace.describe(loss));
    return loss.step() instanceof TraceEntry.Routed routed
            && routed.step() instanceof JournalEntry.Unmatched
        ? Stream.concat(line, reasons.of(loss.event(), finding -> isOfRule(finding)))
        : line;
  }

  private static boolean isOfRule(Finding finding) {
    return OF_RULES.contains(finding.layer());
  }
}
