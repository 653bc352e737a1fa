// SPDX-License-Identifier: Apache-2.0
package io.busbar.schema.manifest;

import io.busbar.schema.compatibility.Finding;
import io.busbar.schema.compatibility.Rule;
import io.busbar.schema.shape.Fields;
import io.busbar.schema.shape.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What rules filter on, in two versions of an event. A pattern sees through lists. */
final class FilteredFields {
  private final Map<String, Shape.Member> before;
  private final Map<String, Shape.Member> after;

  FilteredFields(Shape before, Shape after) {
    this.before = byPatternPath(before);
    this.after = byPatternPath(after);
  }

  private static Map<String, Shape.Member> byPatternPath(Shape shape) {
    Map<String, Shape.Member> fields = new HashMap<>();
    Fields.of(shape).forEach((path, field) -> fields.put(path.replace("[*]", ""), field.member()));
    return fields;
  }

  List<Finding> findings(PatternFilter filter, String victim) {
    List<Finding> findings = new ArrayList<>();
    filter
        .wanted()
        .forEach(
            (path, texts) -> {
              Shape.Member old = before.get(path);
              Shape.Member now = after.get(path);
              if (old != null && now == null) {
                findings.add(new Finding(Rule.RULE_FILTERS_FIELD, path, "sent", "absent", victim));
              } else if (old != null && now != null) {
                gone(old, now, texts)
                    .forEach(
                        text ->
                            findings.add(
                                new Finding(
                                    Rule.RULE_FILTERS_VALUE,
                                    path,
                                    "may be '" + text + "'",
                                    "never '" + text + "'",
                                    victim)));
              }
            });
    return findings;
  }

  private static List<String> gone(Shape.Member old, Shape.Member now, Set<String> texts) {
    Set<String> oldValues = values(old.shape());
    Set<String> newValues = values(now.shape());
    return newValues == null
        ? List.of()
        : texts.stream()
            .filter(
                text ->
                    (oldValues == null || oldValues.contains(text)) && !newValues.contains(text))
            .toList();
  }

  /** Null for any. */
  private static @Nullable Set<String> values(Shape shape) {
    Shape here = shape.resolved();
    if (here instanceof Shape.Text text) {
      return text.values();
    }
    if (here instanceof Shape.Sequence list) {
      return values(list.items());
    }
    if (!(here instanceof Shape.Union union)) {
      return null;
    }
    Set<String> all = new HashSet<>();
    for (Shape alternative : union.alternatives()) {
      Set<String> values = alternative instanceof Shape.Null ? Set.of() : values(alternative);
      if (values == null) {
        return null;
      }
      all.addAll(values);
    }
    return all;
  }
}
