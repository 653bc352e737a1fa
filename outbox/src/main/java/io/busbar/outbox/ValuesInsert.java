// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** One statement with the values of several rows, for databases that know {@code RETURNING}. */
final class ValuesInsert implements EntryInsert {
  private static final int MOST_AT_ONCE = 100;

  /** A statement has to fit into one packet of MariaDB's, which has 16 MiB by default. */
  private static final int MOST_BYTES = 8 << 20;

  private final Dialect dialect;
  private final Map<Integer, String> statements = new ConcurrentHashMap<>();

  ValuesInsert(Dialect dialect) {
    this.dialect = dialect;
  }

  @Override
  public List<Long> run(Connection connection, List<NewRow> rows, String last) throws SQLException {
    List<Long> ids = new ArrayList<>(rows.size());
    for (int from = 0; from < rows.size(); ) {
      int to = end(rows, from);
      String behind = to == rows.size() ? last : "";
      ids.addAll(insert(connection, rows.subList(from, to), behind));
      from = to;
    }
    return ids;
  }

  private static int end(List<NewRow> rows, int from) {
    int end = from;
    int bytes = 0;
    do {
      bytes += rows.get(end).entry().size();
      end++;
    } while (end < rows.size() && end - from < MOST_AT_ONCE && bytes < MOST_BYTES);
    return end;
  }

  private List<Long> insert(Connection connection, List<NewRow> rows, String last)
      throws SQLException {
    String insert = statements.computeIfAbsent(rows.size(), this::statement);
    try (PreparedStatement statement = connection.prepareStatement(insert + last)) {
      for (int i = 0; i < rows.size(); i++) {
        rows.get(i).bind(statement, 1 + i * NewRow.PARAMETERS, dialect);
      }
      return OutboxTable.longs(statement);
    }
  }

  private String statement(int rows) {
    String values = String.join(", ", Collections.nCopies(rows, NewRow.placeholders(dialect)));
    return String.format("INSERT INTO outbox (%s) VALUES %s RETURNING id", NewRow.COLUMNS, values);
  }
}
