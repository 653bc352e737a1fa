// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import java.util.ArrayDeque;
import java.util.Deque;

/** Takes down what happens. Keeps the newest; guarded by the organization's lock. */
final class TraceLog {
  private final State state;
  private final int capacity;
  private final Deque<TraceEntry> entries = new ArrayDeque<>();
  private boolean complete = true;

  TraceLog(State state, int capacity) {
    this.state = state;
    this.capacity = capacity;
  }

  void add(TracedEvent event, TraceEntry.Step step) {
    state.change(after -> add(new TraceEntry(state.now(), event, step)));
  }

  /** Called under the lock. */
  void add(TraceEntry entry) {
    if (entries.size() == capacity) {
      entries.removeFirst();
      complete = false;
    }
    entries.addLast(entry);
  }

  Trace snapshot() {
    return state.locked(after -> new Trace(entries, complete));
  }

  void clear() {
    entries.clear();
    complete = true;
  }
}
