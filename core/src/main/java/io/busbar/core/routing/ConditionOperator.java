// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.routing;

import java.util.Optional;

/**
 * An operator as it is written, as in {@code ForAnyValue:StringLikeIfExists}.
 *
 * @param name all of it
 */
record ConditionOperator(
    String name, Qualifier qualifier, Comparison comparison, boolean ifExists) {

  private static final String IF_EXISTS = "IfExists";

  /** How the values of a request count that has several. */
  enum Qualifier {
    NONE(""),
    FOR_ANY_VALUE("ForAnyValue:"),
    FOR_ALL_VALUES("ForAllValues:");

    private final String prefix;

    Qualifier(String prefix) {
      this.prefix = prefix;
    }

    static Qualifier of(String name) {
      if (name.startsWith(FOR_ANY_VALUE.prefix)) {
        return FOR_ANY_VALUE;
      }
      return name.startsWith(FOR_ALL_VALUES.prefix) ? FOR_ALL_VALUES : NONE;
    }
  }

  /** The operator, or empty if there is none of this name. */
  static Optional<ConditionOperator> of(String name) {
    Qualifier qualifier = Qualifier.of(name);
    boolean ifExists = name.endsWith(IF_EXISTS);
    String comparison =
        name.substring(
            qualifier.prefix.length(), name.length() - (ifExists ? IF_EXISTS.length() : 0));
    boolean decorated = ifExists || qualifier != Qualifier.NONE;
    return Comparison.named(comparison)
        .filter(found -> !(found.isNull() && decorated))
        .map(found -> new ConditionOperator(name, qualifier, found, ifExists));
  }

  boolean isNull() {
    return comparison.isNull();
  }

  boolean isNegated() {
    return comparison.isNegated();
  }

  /**
   * What a key that the request does not have makes of it. {@code ForAnyValue:} stays false with
   * {@code IfExists} too, as AWS was seen to do (re:Post, "ForAnyValue:StringEqualsIfExists").
   */
  boolean isMetByAbsence() {
    return switch (qualifier) {
      case FOR_ANY_VALUE -> false;
      case FOR_ALL_VALUES -> true;
      case NONE -> ifExists || isNegated();
    };
  }
}
