// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import io.busbar.core.ServiceLimits;
import java.util.ArrayList;
import java.util.List;

/** Packs rows for one request, by count and by bytes. Not thread-safe. */
final class Batch {
  private final ServiceLimits limits;
  private final List<StoredEntry> rows = new ArrayList<>();
  private int bytes;

  Batch(ServiceLimits limits) {
    this.limits = limits;
  }

  /** Whether there is room; a first row always finds it, or it would wait for ever. */
  boolean takes(StoredEntry row) {
    if (rows.isEmpty()) {
      return true;
    }
    return rows.size() < limits.maxEntries()
        && bytes + row.entry().size() < limits.maxRequestBytes()
        && !row.alone
        && !rows.get(0).alone;
  }

  void add(StoredEntry row) {
    rows.add(row);
    bytes += row.entry().size();
  }

  List<StoredEntry> rows() {
    return rows;
  }
}
