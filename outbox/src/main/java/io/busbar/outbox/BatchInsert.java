// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * One statement, run for each row as a batch; any database with generated keys can do it. Nothing
 * can come behind it.
 */
record BatchInsert(Dialect dialect) implements EntryInsert {
  private static final String[] KEY = {"id"};

  @Override
  public List<Long> run(Connection connection, List<NewRow> rows, String last) throws SQLException {
    String insert =
        String.format(
            "INSERT INTO outbox (%s) VALUES %s", NewRow.COLUMNS, NewRow.placeholders(dialect));
    try (PreparedStatement statement = connection.prepareStatement(insert, KEY)) {
      for (NewRow row : rows) {
        row.bind(statement, 1, dialect);
        statement.addBatch();
      }
      statement.executeBatch();
      try (ResultSet keys = statement.getGeneratedKeys()) {
        List<Long> ids = new ArrayList<>(rows.size());
        while (keys.next()) {
          ids.add(keys.getLong(1));
        }
        return ids;
      }
    }
  }
}
