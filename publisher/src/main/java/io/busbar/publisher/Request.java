// SPDX-License-Identifier: Apache-2.0
package io.busbar.publisher;

import io.busbar.core.publish.Entry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Events on their way in one request. Identity matters, so it is not a record. */
final class Request {
  private final List<Pending> events;
  private final long sentAt;

  Request(List<Pending> events, long sentAt) {
    this.events = events;
    this.sentAt = sentAt;
  }

  List<Pending> events() {
    return events;
  }

  long sentAt() {
    return sentAt;
  }

  List<Entry> entries() {
    List<Entry> entries = new ArrayList<>(events.size());
    for (Pending event : events) {
      entries.add(event.entry());
    }
    return Collections.unmodifiableList(entries);
  }

  int bytes() {
    int bytes = 0;
    for (Pending event : events) {
      bytes += event.size();
    }
    return bytes;
  }

  int billedChunks() {
    int chunks = 0;
    for (Pending event : events) {
      chunks += Entry.billedChunks(event.size());
    }
    return chunks;
  }

  /** Whether the events differ in what a permission can be about. */
  boolean isMixed() {
    Entry first = events.get(0).entry();
    return events.stream()
        .map(Pending::entry)
        .anyMatch(entry -> !entry.bus().equals(first.bus()) || !entry.name().equals(first.name()));
  }
}
