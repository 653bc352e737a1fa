// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.routing;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Why a statement that allows something did not allow this request: the first of its elements that
 * failed, in the order principal, action, resource, conditions. Immutable.
 *
 * @param statement its Sid, or its position in the policy, from 1
 * @param name the element, as in {@code Principal} or {@code NotAction}, or for a condition its
 *     operator and key, as in {@code StringEquals aws:PrincipalOrgID}
 * @param expected the values in the policy, as they are written there
 * @param found the values in the request; empty for a condition key that it does not have
 */
public record NearMiss(
    String statement, Element element, String name, List<String> expected, List<String> found) {

  /** The parts of a statement that a request must meet. */
  public enum Element {
    PRINCIPAL,
    ACTION,
    RESOURCE,
    CONDITION
  }

  public NearMiss {
    expected = List.copyOf(expected);
    found = List.copyOf(found);
  }

  /** One sentence for a person. */
  public String text() {
    return "Statement '%s': %s is %s in the policy, but %s in the request."
        .formatted(statement, name, quoted(expected), quoted(found));
  }

  private static String quoted(List<String> values) {
    return values.isEmpty()
        ? "absent"
        : values.stream().map(value -> "'" + value + "'").collect(Collectors.joining(", "));
  }
}
