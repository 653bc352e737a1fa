// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Checks members against the constraints of a service model and reports all violations in one
 * {@code ValidationException}, in AWS's words.
 *
 * <p>A path is the member's name as AWS writes it there: {@code eventBusName}, {@code
 * targets.1.member.id}.
 */
final class Constraints {
  private final List<String> violations = new ArrayList<>();

  Constraints required(String path, @Nullable Object value) {
    if (value == null) {
      violations.add(
          "Value null at '%s' failed to satisfy constraint: Member must not be null"
              .formatted(path));
    }
    return this;
  }

  /** A text's length; a missing text has none to check. */
  Constraints length(String path, @Nullable String value, int least, int most) {
    if (value != null && value.length() > most) {
      add(path, value, "Member must have length less than or equal to " + most);
    }
    if (value != null && value.length() < least) {
      add(path, value, "Member must have length greater than or equal to " + least);
    }
    return this;
  }

  /** The size of a list or a map, given as AWS prints its items. */
  Constraints length(String path, List<String> shown, int least, int most) {
    String value = "[" + String.join(", ", shown) + "]";
    if (shown.size() > most) {
      add(path, value, "Member must have length less than or equal to " + most);
    }
    if (shown.size() < least) {
      add(path, value, "Member must have length greater than or equal to " + least);
    }
    return this;
  }

  Constraints range(String path, @Nullable Integer value, int least, int most) {
    if (value != null && value > most) {
      add(path, value.toString(), "Member must have value less than or equal to " + most);
    }
    if (value != null && value < least) {
      add(path, value.toString(), "Member must have value greater than or equal to " + least);
    }
    return this;
  }

  Constraints matches(String path, @Nullable String value, Pattern pattern) {
    if (value != null && !pattern.matcher(value).matches()) {
      add(path, value, "Member must satisfy regular expression pattern: " + pattern.pattern());
    }
    return this;
  }

  Constraints oneOf(String path, @Nullable String value, List<String> values) {
    if (value != null && !values.contains(value)) {
      add(path, value, "Member must satisfy enum value set: [" + String.join(", ", values) + "]");
    }
    return this;
  }

  void check() {
    if (violations.isEmpty()) {
      return;
    }
    String head =
        violations.size() == 1 ? "1 validation error" : violations.size() + " validation errors";
    throw Faults.validation(head + " detected: " + String.join("; ", violations));
  }

  private void add(String path, String value, String rule) {
    violations.add(
        "Value '%s' at '%s' failed to satisfy constraint: %s".formatted(value, path, rule));
  }
}
