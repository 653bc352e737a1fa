// SPDX-License-Identifier: Apache-2.0
package io.busbar.publisher;

import io.busbar.core.EventId;
import io.busbar.core.publish.Entry;
import io.busbar.core.publish.EntryResult;
import io.busbar.core.publish.Fault;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Which Region may have an event that nobody is sure about. Such an event goes there again while it
 * can, because a duplicate in one Region meets the idempotency keys of the first. Remembers the
 * latest ids only, so that an outage does not fill the heap. Thread-safe.
 */
final class Fence {
  static final int REMEMBERED = 10_000;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<EventId, Route> undecided = new LinkedHashMap<>();
  private volatile int size;

  /** How many events are undecided. */
  int size() {
    return size;
  }

  @Nullable Route of(EventId id) {
    if (size == 0) {
      return null;
    }
    lock.lock();
    try {
      return undecided.get(id);
    } finally {
      lock.unlock();
    }
  }

  /** Takes note of what a Region has said about entries. */
  void learn(Route route, List<Entry> entries, List<EntryResult> results) {
    if (size == 0 && results.stream().noneMatch(EntryResult.Unknown.class::isInstance)) {
      return;
    }
    lock.lock();
    try {
      for (int i = 0; i < entries.size(); i++) {
        learn(route, entries.get(i).id(), results.get(i));
      }
      forgetTheOldest();
      size = undecided.size();
    } finally {
      lock.unlock();
    }
  }

  private void learn(Route route, EventId id, EntryResult result) {
    if (result instanceof EntryResult.Unknown) {
      undecided.put(id, route);
    } else if (isFinal(result)) {
      undecided.remove(id);
    }
  }

  private void forgetTheOldest() {
    var ids = undecided.keySet().iterator();
    for (int surplus = undecided.size() - REMEMBERED; surplus > 0; surplus--) {
      ids.next();
      ids.remove();
    }
  }

  private static boolean isFinal(EntryResult result) {
    return result instanceof EntryResult.Accepted
        || (result instanceof EntryResult.Refused refused && refused.fault() == Fault.EVENT);
  }
}
