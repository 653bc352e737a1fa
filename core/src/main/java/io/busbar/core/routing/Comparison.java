// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.routing;

import java.util.List;
import java.util.Optional;

/**
 * How a condition compares (IAM User Guide, condition operators).
 *
 * @param text the operator's name
 */
record Comparison(String text, Reader reader) {

  private static final String NULL = "Null";

  private static final List<Comparison> ALL =
      List.of(
          text("StringEquals", WildcardKind.EXACT),
          text("StringNotEquals", WildcardKind.EXACT),
          text("StringEqualsIgnoreCase", WildcardKind.EXACT_IGNORING_CASE),
          text("StringNotEqualsIgnoreCase", WildcardKind.EXACT_IGNORING_CASE),
          text("StringLike", WildcardKind.LIKE),
          text("StringNotLike", WildcardKind.LIKE),
          text("ArnEquals", WildcardKind.ARN),
          text("ArnNotEquals", WildcardKind.ARN),
          text("ArnLike", WildcardKind.ARN),
          text("ArnNotLike", WildcardKind.ARN),
          new Comparison("Bool", (raw, variables) -> truth(raw)),
          new Comparison(NULL, (raw, variables) -> truth(raw)),
          new Comparison("BinaryEquals", (raw, variables) -> bytes(raw)),
          new Comparison("NumericEquals", OrderedValue.number(order -> order == 0)),
          new Comparison("NumericNotEquals", OrderedValue.number(order -> order == 0)),
          new Comparison("NumericLessThan", OrderedValue.number(order -> order < 0)),
          new Comparison("NumericLessThanEquals", OrderedValue.number(order -> order <= 0)),
          new Comparison("NumericGreaterThan", OrderedValue.number(order -> order > 0)),
          new Comparison("NumericGreaterThanEquals", OrderedValue.number(order -> order >= 0)),
          new Comparison("DateEquals", OrderedValue.date(order -> order == 0)),
          new Comparison("DateNotEquals", OrderedValue.date(order -> order == 0)),
          new Comparison("DateLessThan", OrderedValue.date(order -> order < 0)),
          new Comparison("DateLessThanEquals", OrderedValue.date(order -> order <= 0)),
          new Comparison("DateGreaterThan", OrderedValue.date(order -> order > 0)),
          new Comparison("DateGreaterThanEquals", OrderedValue.date(order -> order >= 0)),
          new Comparison("IpAddress", (raw, variables) -> AddressRange.find(raw)),
          new Comparison("NotIpAddress", (raw, variables) -> AddressRange.find(raw)));

  /** Reads a value of a policy; empty if it is not of the operator's type. */
  interface Reader {

    /**
     * @param variables whether the policy's version has variables
     */
    Optional<? extends ConditionValue> read(String raw, boolean variables);
  }

  static Optional<Comparison> named(String text) {
    return ALL.stream().filter(one -> one.text.equals(text)).findFirst();
  }

  /** Looks at whether the request has the key, not at its value. */
  boolean isNull() {
    return text.equals(NULL);
  }

  /** Met by what the values do not match. */
  boolean isNegated() {
    return text.contains("Not");
  }

  private static Comparison text(String name, WildcardKind kind) {
    return new Comparison(
        name,
        (raw, variables) ->
            Optional.of(
                variables ? PolicyText.withVariables(raw, kind) : PolicyText.literal(raw, kind)));
  }

  private static Optional<PolicyText> truth(String raw) {
    return raw.equalsIgnoreCase("true") || raw.equalsIgnoreCase("false")
        ? Optional.of(PolicyText.literal(raw, WildcardKind.EXACT_IGNORING_CASE))
        : Optional.empty();
  }

  /** Both sides in base 64, which is the same text for the same bytes. */
  private static Optional<PolicyText> bytes(String raw) {
    return Optional.of(PolicyText.literal(raw, WildcardKind.EXACT));
  }
}
