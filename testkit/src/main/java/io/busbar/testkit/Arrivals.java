// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The events as they came to buses, so that it can be said later why a rule left one. Keeps the
 * newest, as many as fit. Guarded by the organization's lock.
 */
final class Arrivals {
  private static final long MOST_CHARACTERS = 2_000_000;

  /** About what an event takes beside its detail. */
  private static final long OVERHEAD = 500;

  /** By the event's own id, then by the ARN of the bus. */
  private final Map<String, Map<String, Envelope>> events = new LinkedHashMap<>();

  private long characters;

  void add(Bus bus, Envelope event) {
    Map<String, Envelope> buses =
        events.computeIfAbsent(TracedEvent.of(event).id(), id -> new HashMap<>(2));
    if (buses.put(bus.arn(), event) == null) {
      characters += size(event);
    }
    Iterator<Map<String, Envelope>> oldest = events.values().iterator();
    while (characters > MOST_CHARACTERS) {
      characters -= oldest.next().values().stream().mapToLong(Arrivals::size).sum();
      oldest.remove();
    }
  }

  /** The event as it came to the bus last, if that is still known. */
  Optional<Envelope> find(TracedEvent event, String bus) {
    return Optional.ofNullable(events.getOrDefault(event.id(), Map.of()).get(bus));
  }

  void clear() {
    events.clear();
    characters = 0;
  }

  private static long size(Envelope event) {
    return OVERHEAD + event.detailJson().length();
  }
}
