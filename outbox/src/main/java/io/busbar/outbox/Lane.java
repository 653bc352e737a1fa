// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one ordering key, in the order of their ids. Writers that serialise on the key insert
 * in the order in which they commit, so this is commit order, however late a thread hands its rows
 * over. Guarded by the {@link Backlog}.
 */
final class Lane {
  private final TreeMap<Long, StoredEntry> rows = new TreeMap<>();
  private @Nullable StoredEntry inFlight;
  private @Nullable StoredEntry blocker;

  /**
   * Until further notice nothing but the first row may go, which is found faulty again and again.
   */
  void block(StoredEntry row) {
    blocker = row;
  }

  boolean isBlocked() {
    return blocker != null;
  }

  void add(StoredEntry row) {
    rows.put(row.id(), row);
  }

  void remove(StoredEntry row) {
    rows.remove(row.id());
    landed(row);
    if (blocker == row) {
      blocker = null;
    }
  }

  void departed(StoredEntry row) {
    inFlight = row;
  }

  void landed(StoredEntry row) {
    if (inFlight == row) {
      inFlight = null;
    }
  }

  /** Whether it is the turn of this row: the first one, and none is on its way. */
  boolean isTurnOf(StoredEntry row) {
    return inFlight == null && !rows.isEmpty() && rows.firstEntry().getValue() == row;
  }

  /** Whether a later row may be sent once this one is out of the way. */
  boolean isAwaited(StoredEntry row) {
    return rows.tailMap(row.id(), false).values().stream()
        .anyMatch(later -> later.state != StoredEntry.State.PENDING);
  }

  @Nullable StoredEntry first() {
    return rows.isEmpty() ? null : rows.firstEntry().getValue();
  }

  /** What waits behind the first row. */
  List<StoredEntry> followers() {
    return rows.values().stream().skip(1).toList();
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }
}
