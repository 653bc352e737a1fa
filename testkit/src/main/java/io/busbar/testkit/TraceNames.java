// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Names for events and times that are the same in every run that goes the same way. */
final class TraceNames {
  private final Instant start;
  private final Map<String, TracedEvent> events = new LinkedHashMap<>();
  private final Map<String, String> names = new LinkedHashMap<>();

  TraceNames(List<TraceEntry> entries) {
    this.start = entries.isEmpty() ? Instant.EPOCH : entries.get(0).at();
    for (TraceEntry entry : entries) {
      TracedEvent event = entry.event();
      names.computeIfAbsent(event.id(), id -> "e" + (names.size() + 1));
      events.merge(event.id(), event, (old, next) -> old.causation() == null ? next : old);
    }
  }

  List<TracedEvent> events() {
    return List.copyOf(events.values());
  }

  Optional<TracedEvent> find(String id) {
    return Optional.ofNullable(events.get(id));
  }

  String of(TracedEvent event) {
    return names.getOrDefault(event.id(), "e?");
  }

  /** Seconds since the first entry, in milliseconds precision. */
  String time(TraceEntry entry) {
    long millis = Duration.between(start, entry.at()).toMillis();
    return String.format(Locale.ROOT, "+%d.%03d", millis / 1_000, millis % 1_000);
  }

  String line(TraceEntry entry) {
    return time(entry)
        + " "
        + of(entry.event())
        + " "
        + entry.event().detailType()
        + ": "
        + TraceText.of(entry);
  }
}
