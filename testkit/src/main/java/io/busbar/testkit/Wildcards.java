// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import io.busbar.core.routing.EventPattern;

/** Finds the operator {@code wildcard} in patterns: a bus takes only so many rules with it. */
final class Wildcards {
  private static final String OPERATOR = "wildcard";

  private Wildcards() {}

  static boolean areIn(EventPattern pattern) {
    return DetailJson.parse(pattern.toString()).map(Wildcards::inFields).orElse(false);
  }

  /** An object of a pattern: its members are fields, whatever their names. */
  private static boolean inFields(JsonNode fields) {
    return fields.properties().stream()
        .anyMatch(field -> inField(field.getKey(), field.getValue()));
  }

  private static boolean inField(String name, JsonNode value) {
    if (value.isObject()) {
      return inFields(value);
    }
    for (JsonNode each : value) {
      if (name.equals("$or") ? inFields(each) : isWildcard(each)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isWildcard(JsonNode operator) {
    return operator.has(OPERATOR) || operator.path("anything-but").has(OPERATOR);
  }
}
