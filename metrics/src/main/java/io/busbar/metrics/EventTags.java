// SPDX-License-Identifier: Apache-2.0
package io.busbar.metrics;

import io.busbar.core.EventName;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The tags of event types: the first hundred have their own, then the detail-type is one. */
final class EventTags {

  /** What stands in the two tags. */
  record Values(String source, String detailType) {}

  private final Map<EventName, Values> known = new ConcurrentHashMap<>();
  private final BoundedValues sources = new BoundedValues();
  private final Map<String, Values> others = new ConcurrentHashMap<>();

  Values of(EventName name) {
    Values values = known.get(name);
    return values == null ? remember(name) : values;
  }

  private Values remember(EventName name) {
    String source = sources.of(name.source());
    if (known.size() >= BoundedValues.MOST) {
      return others.computeIfAbsent(source, each -> new Values(each, BoundedValues.OTHER));
    }
    Values values = new Values(source, name.detailType());
    known.put(name, values);
    return values;
  }
}
