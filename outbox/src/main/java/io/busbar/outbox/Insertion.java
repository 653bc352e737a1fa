// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import io.busbar.core.publish.PreparedEvent;
import java.util.List;

/** Events that were inserted together, with their rows in the same order. */
record Insertion(List<PreparedEvent> events, List<StoredEntry> rows) {

  /** What memory takes; delayed rows are left to the sweeps. */
  List<StoredEntry> immediate() {
    return rows.stream().filter(row -> !NewRow.isDelayed(row.entry())).toList();
  }

  List<StoredEntry> delayed() {
    return rows.stream().filter(row -> NewRow.isDelayed(row.entry())).toList();
  }
}
