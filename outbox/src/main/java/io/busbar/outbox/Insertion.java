// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import io.busbar.core.publish.PreparedEvent;
import java.util.ArrayList;
import java.util.List;

/**
 * Events that were inserted together.
 *
 * @param immediate the rows that memory takes
 * @param delayed the rows that are left to the sweeps
 */
record Insertion(
    List<PreparedEvent> events, List<StoredEntry> immediate, List<StoredEntry> delayed) {

  static Insertion of(List<PreparedEvent> events, List<StoredEntry> rows) {
    List<StoredEntry> immediate = new ArrayList<>(rows.size());
    List<StoredEntry> delayed = new ArrayList<>(0);
    for (StoredEntry row : rows) {
      (NewRow.isDelayed(row.entry()) ? delayed : immediate).add(row);
    }
    return new Insertion(events, immediate, delayed);
  }
}
