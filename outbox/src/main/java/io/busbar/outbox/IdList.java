// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;

/** How a list of ids gets into a statement: as its last parameters. */
enum IdList {
  /** One parameter, whatever the number of ids. */
  ARRAY {
    @Override
    String in(int count) {
      return "= ANY(?)";
    }

    @Override
    int bind(PreparedStatement statement, int from, List<Long> ids) throws SQLException {
      Connection connection = statement.getConnection();
      statement.setArray(from, connection.createArrayOf("bigint", ids.toArray()));
      return from + 1;
    }
  },

  /** One parameter each, for databases without arrays; few different numbers, for their caches. */
  PLACEHOLDERS {
    @Override
    String in(int count) {
      return "IN (" + String.join(", ", Collections.nCopies(padded(count), "?")) + ")";
    }

    @Override
    int bind(PreparedStatement statement, int from, List<Long> ids) throws SQLException {
      int padded = padded(ids.size());
      for (int i = 0; i < padded; i++) {
        statement.setLong(from + i, ids.get(Math.min(i, ids.size() - 1)));
      }
      return from + padded;
    }

    private int padded(int count) {
      int power = Integer.highestOneBit(count);
      return power == count ? count : power * 2;
    }
  };

  /** The condition that stands behind a column's name. */
  abstract String in(int count);

  /** Binds at least one id, from a parameter's index on, and returns the index behind them. */
  abstract int bind(PreparedStatement statement, int from, List<Long> ids) throws SQLException;
}
