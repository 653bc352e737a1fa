// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

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

  private final Map<Key, Envelope> events = new LinkedHashMap<>();

  private long characters;

  void add(Bus bus, Envelope event) {
    Envelope before = events.put(new Key(event.traced().id(), bus.arn()), event);
    characters += size(event) - (before == null ? 0 : size(before));
    Iterator<Envelope> oldest = events.values().iterator();
    while (characters > MOST_CHARACTERS) {
      characters -= size(oldest.next());
      oldest.remove();
    }
  }

  /** The event as it came to the bus last, if that is still known. */
  Optional<Envelope> find(TracedEvent event, String bus) {
    return Optional.ofNullable(events.get(new Key(event.id(), bus)));
  }

  void clear() {
    events.clear();
    characters = 0;
  }

  private static long size(Envelope event) {
    return OVERHEAD + event.detail().json().length();
  }

  /**
   * @param event the event's own id
   * @param bus ARN
   */
  private record Key(String event, String bus) {}
}
