// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

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

  void add(StoredEntry row) {
    rows.put(row.id(), row);
  }

  void remove(StoredEntry row) {
    rows.remove(row.id());
    landed(row);
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

  @Nullable StoredEntry first() {
    return rows.isEmpty() ? null : rows.firstEntry().getValue();
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }
}
