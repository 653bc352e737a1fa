// SPDX-License-Identifier: Apache-2.0
package io.busbar.schema.export;

import io.busbar.core.EventName;
import io.busbar.schema.EventSchema;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/** The newest version of each event, by name. */
final class Newest {
  private static final Comparator<EventName> ORDER =
      Comparator.comparing(EventName::source).thenComparing(EventName::detailType);

  private Newest() {}

  static List<EventSchema> of(Collection<EventSchema> schemas) {
    TreeMap<EventName, EventSchema> newest = new TreeMap<>(ORDER);
    for (EventSchema schema : schemas) {
      newest.merge(
          schema.name(), schema, (one, other) -> one.version() >= other.version() ? one : other);
    }
    return List.copyOf(newest.values());
  }
}
