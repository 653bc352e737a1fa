// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.routing;

import static java.util.Map.entry;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How to fix what event-ruler complains about, found by a part of its reason without location. */
final class PatternRemedies {

  private static final String NUMERIC_FORMS =
      "Write numeric as [\"=\",5], as [\">\",0], or as a range, [\">\",0,\"<=\",5].";
  private static final String ANYTHING_BUT_FORMS =
      "Give anything-but a string, a number, a list of strings or a list of numbers; or a prefix, suffix, "
          + "equals-ignore-case or wildcard with a string or a list of strings.";
  private static final String CIDR_FORM =
      "Write an address and its mask bits, as in 10.0.0.0/24. Match a single address as a plain string.";
  private static final String OR_FORM =
      "Write $or as an array of two objects or more, as in {\"$or\":[{\"a\":[1]},{\"b\":[2]}]}.";

  /** Asked from top to bottom: the first whose part the reason contains is taken. */
  private static final List<Map.Entry<String, String>> BY_PART =
      List.of(
          entry("Unexpected", "Correct the JSON at this place."),
          entry("Unrecognized token", "Correct the JSON at this place."),
          entry(
              "Ruler reserved fieldName",
              "A field of this name cannot be matched inside $or; match it outside, or write one rule for each alternative."),
          entry("anything-but pattern", ANYTHING_BUT_FORMS),
          entry(
              "Filter is not an object",
              "Write the pattern as a JSON object, as in {\"source\":[\"grocer.payment\"]}."),
          entry(
              "must be an object or an array",
              "Put the value into an array: a field lists the values that match."),
          entry(
              "Empty objects are not allowed",
              "Remove the empty object: a field that is not named matches anything."),
          entry(
              "Empty arrays are not allowed",
              "Name at least one value, or take any with [{\"exists\":true}]."),
          entry(
              "Unrecognized match type",
              "Use one of prefix, suffix, equals-ignore-case, wildcard, anything-but, numeric, cidr, exists."),
          entry("Unrecognized numeric range operator", "Use one of = < <= > >=."),
          entry(
              "Bad numeric range operator",
              "Name the lower bound first, with > or >=, then the upper bound, with < or <=."),
          entry("Bottom must be less than top", "Make the lower bound less than the upper bound."),
          entry("must be numeric", "Write a number after the operator, without quotes."),
          entry("Cannot compare number", "Use a number that a double holds exactly."),
          entry("numeric", NUMERIC_FORMS),
          entry(
              "Only one key allowed in match expression",
              "Give every operator an object of its own: [{\"prefix\":\"a\"},{\"suffix\":\"b\"}] takes either."),
          entry(
              "Match expression name not found",
              "Put one operator into the object, as in {\"prefix\":\"a\"}."),
          entry("Match value must be", "Remove the inner brackets: arrays cannot be nested."),
          entry(
              "exists match pattern",
              "Write {\"exists\":true} or {\"exists\":false}, without quotes."),
          entry("anything but list", ANYTHING_BUT_FORMS),
          entry("anything-but/equals-ignore-case list", ANYTHING_BUT_FORMS),
          entry("Value of anything-but", ANYTHING_BUT_FORMS),
          entry("Null prefix/suffix", "Give at least one character."),
          entry(
              "match pattern must be a string",
              "Give one string. To match one of several, repeat the operator for each."),
          entry("Unsupported prefix pattern", "Only equals-ignore-case is possible inside prefix."),
          entry("Unsupported suffix pattern", "Only equals-ignore-case is possible inside suffix."),
          entry("Objects in $or", OR_FORM),
          entry("followed with $or", OR_FORM),
          entry("in array of $or", OR_FORM),
          entry("Consecutive wildcard characters", "Write one * instead of several."),
          entry(
              "Invalid escape character",
              "Write \\\\* for a star and \\\\\\\\ for a backslash: JSON needs each backslash twice."),
          entry("CIDR", CIDR_FORM),
          entry("mask bits", CIDR_FORM),
          entry("IP address", CIDR_FORM),
          entry(
              "Rule is too complex",
              "Use prefix, suffix or exact values where they are enough, or write several rules."),
          entry("Size of rule", "Match on fewer fields, or write several rules."));

  private PatternRemedies() {}

  static @Nullable String of(String reason) {
    for (Map.Entry<String, String> remedy : BY_PART) {
      if (reason.contains(remedy.getKey())) {
        return remedy.getValue();
      }
    }
    return null;
  }
}
