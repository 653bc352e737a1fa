// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import java.util.List;
import java.util.stream.Stream;

/**
 * What became of an event, or what would become of it: bus by bus, rule by rule, and layer by
 * layer. Made by {@link InMemoryOrganization#explain}. Immutable.
 *
 * <p>It shows values of the event, which may be personal data: for tests, not for logs.
 *
 * @param event its name for a person
 * @param findings one for each bus that it was put to; what it reached from there is below
 */
public record Explanation(String event, List<Finding> findings) {

  public Explanation {
    findings = List.copyOf(findings);
  }

  /**
   * Where it came no further, in the order of its way. A bus whose rules all leave the event is not
   * among them when the rules are.
   */
  public List<Finding> obstacles() {
    return all().filter(Finding::stops).filter(Explanation::isCause).toList();
  }

  /** Whether something delivers it, or has delivered it, to a target that is no bus. */
  public boolean isDelivered() {
    return all()
        .anyMatch(
            finding -> finding.layer() == Layer.DELIVERY && !finding.arn().contains(":event-bus/"));
  }

  /** Everything that was found, in the order of the event's way. */
  public Stream<Finding> all() {
    return findings.stream().flatMap(Finding::all);
  }

  private static boolean isCause(Finding finding) {
    return finding.layer() != Layer.RULES || finding.below().isEmpty();
  }

  /** A line for each finding: {@code +} where the event goes on, {@code -} where it does not. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(event).append('\n');
    findings.forEach(finding -> append(text, finding, 1));
    return text.toString();
  }

  private static void append(StringBuilder text, Finding finding, int depth) {
    String indent = "  ".repeat(depth);
    text.append(indent).append(finding.stops() ? "- " : "+ ");
    text.append(finding.toString().replace("\n", "\n" + indent + "  ")).append('\n');
    finding.below().forEach(next -> append(text, next, depth + 1));
  }
}
