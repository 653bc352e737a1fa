// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import io.busbar.outbox.Database.Tables;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Asks the table about rows that memory alone cannot vouch for: those that were inserted without an
 * owner are claimed, and those that only the caller says are committed are looked for.
 */
record Verification(Backlog backlog, Lease lease) {
  private static final int MOST_AT_ONCE = 500;

  void run(Tables tables, Connection connection) throws SQLException {
    List<StoredEntry> rows = backlog.unverified();
    for (int from = 0; from < rows.size(); from += MOST_AT_ONCE) {
      List<StoredEntry> some = rows.subList(from, Math.min(rows.size(), from + MOST_AT_ONCE));
      int node = lease.ensure(tables.nodes(), connection);
      List<StoredEntry> owned = some.stream().filter(StoredEntry::owned).toList();
      if (!owned.isEmpty()) {
        backlog.verified(owned, tables.outbox().visible(connection, ids(owned)));
      }
      List<StoredEntry> free = some.stream().filter(row -> !row.owned()).toList();
      if (!free.isEmpty()) {
        backlog.verified(free, tables.outbox().claim(connection, ids(free), node));
      }
    }
  }

  private static List<Long> ids(List<StoredEntry> rows) {
    return rows.stream().map(StoredEntry::id).toList();
  }
}
