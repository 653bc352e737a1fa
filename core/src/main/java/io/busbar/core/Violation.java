// SPDX-License-Identifier: Apache-2.0
package io.busbar.core;

/**
 * One place where a detail breaks its schema.
 *
 * @param path where, as in {@code $.items[0].quantity}; never holds a value of the detail
 * @param value the JSON found there; a word in parentheses when it is not to be shown, or absent
 * @param rule the keyword of JSON Schema that is broken, as in {@code pattern}
 * @param expected what the rule asks for, as in {@code must match the pattern '^ord-'}
 */
public record Violation(String path, String value, String rule, String expected) {

  /** A sentence with the value; for whoever has the event anyway, not for a log. */
  public String describe() {
    return "%s is %s, but %s (%s).".formatted(path, value, expected, rule);
  }

  /** Where and which rule, without the value: fit for a log. */
  @Override
  public String toString() {
    return "%s (%s)".formatted(path, rule);
  }
}
