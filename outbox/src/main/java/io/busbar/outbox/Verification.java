// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import io.busbar.outbox.Database.Tables;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Asks the table about rows that memory alone cannot vouch for: those that were inserted without an
 * owner are claimed, those that only the caller says are committed are looked for, and those with
 * an ordering key look once whether another node still has an earlier one.
 */
record Verification(Backlog backlog, Lease lease) {
  private static final int MOST_AT_ONCE = 500;

  /** One question about some rows. */
  @FunctionalInterface
  private interface Question {
    void ask(List<StoredEntry> rows) throws SQLException;
  }

  void run(Tables tables, Connection connection) throws SQLException {
    if (backlog.unverified().isEmpty()) {
      return;
    }
    OutboxTable table = tables.outbox();
    int node = lease.ensure(tables.nodes(), connection);
    List<StoredEntry> open = backlog.unverified().stream().filter(row -> !row.confirmed).toList();
    inPortions(
        open.stream().filter(StoredEntry::owned).toList(),
        rows -> backlog.confirmed(rows, table.visible(connection, ids(rows))));
    inPortions(
        open.stream().filter(row -> !row.owned()).toList(),
        rows -> backlog.confirmed(rows, table.claim(connection, ids(rows), node)));
    inPortions(
        backlog.unverified().stream().filter(row -> row.confirmed).toList(),
        rows -> backlog.lookedUp(rows, table.behindOthers(connection, ids(rows), node)));
  }

  private static void inPortions(List<StoredEntry> rows, Question question) throws SQLException {
    for (int from = 0; from < rows.size(); from += MOST_AT_ONCE) {
      question.ask(rows.subList(from, Math.min(rows.size(), from + MOST_AT_ONCE)));
    }
  }

  private static List<Long> ids(List<StoredEntry> rows) {
    return rows.stream().map(StoredEntry::id).toList();
  }
}
