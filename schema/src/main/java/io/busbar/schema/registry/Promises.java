// SPDX-License-Identifier: Apache-2.0
package io.busbar.schema.registry;

import io.busbar.schema.EventSchema;
import io.busbar.schema.compatibility.Finding;
import io.busbar.schema.compatibility.Rule;
import io.busbar.schema.shape.Fields;
import io.busbar.schema.shape.Shape;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** Deprecated fields stay until the day that was promised, whoever reads them. */
final class Promises {

  private Promises() {}

  static List<Finding> broken(EventSchema before, EventSchema after, LocalDate today) {
    Map<String, Fields.Field> now = Fields.of(after.shape());
    return Fields.of(before.shape()).values().stream()
        .filter(field -> !now.containsKey(field.path()))
        .filter(field -> isPromised(field.member().deprecated(), today))
        .map(
            field ->
                new Finding(
                    Rule.REMOVED_TOO_EARLY,
                    field.path(),
                    "promised until " + removeAfter(field),
                    "absent",
                    "whoever counts on it"))
        .toList();
  }

  private static boolean isPromised(
      Shape.@org.jspecify.annotations.Nullable Deprecation deprecation, LocalDate today) {
    return deprecation != null
        && !deprecation.removeAfter().isEmpty()
        && !LocalDate.parse(deprecation.removeAfter()).isBefore(today);
  }

  private static String removeAfter(Fields.Field field) {
    Shape.Deprecation deprecation = field.member().deprecated();
    return deprecation == null ? "" : deprecation.removeAfter();
  }
}
