// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalLong;

/**
 * The statements of a sweep. Each takes the connection that it runs on; none commits. Stateless.
 */
final class SweepQueries {
  private final String forgetNodes;
  private final String adoptable;
  private final String untilNext;

  SweepQueries(Dialect dialect) {
    this.forgetNodes = "DELETE FROM outbox_node WHERE lease_until < " + dialect.now();
    this.adoptable =
        "SELECT id FROM outbox"
            + " WHERE (owner IS NULL OR owner NOT IN (SELECT node FROM outbox_node))"
            + " AND (due_at IS NULL OR due_at <= "
            + dialect.now()
            + ") ORDER BY id FETCH FIRST ? ROWS ONLY FOR UPDATE SKIP LOCKED";
    this.untilNext =
        String.format(
            "SELECT %s, %s",
            dialect.millisUntil("(SELECT MIN(due_at) FROM outbox WHERE owner IS NULL)"),
            dialect.millisUntil("(SELECT MIN(lease_until) FROM outbox_node WHERE node <> ?)"));
  }

  /** Declares nodes dead whose lease has ended; from then on their rows are anybody's. */
  void forgetNodes(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(forgetNodes)) {
      statement.executeUpdate();
    }
  }

  /** Locks rows that are due and have no owner, or a dead one; the oldest first. */
  List<Long> adoptable(Connection connection, int limit) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(adoptable)) {
      statement.setInt(1, limit);
      return OutboxTable.longs(statement);
    }
  }

  void adopt(Connection connection, List<Long> ids, int node) throws SQLException {
    String update = "UPDATE outbox SET owner = ? WHERE id = ANY(?)";
    try (PreparedStatement statement = connection.prepareStatement(update)) {
      statement.setInt(1, node);
      statement.setArray(2, OutboxTable.array(connection, ids));
      statement.executeUpdate();
    }
  }

  /** A page of a node's own rows behind an id, in the order of ids. */
  List<Long> ownedBehind(Connection connection, int node, long id, int limit) throws SQLException {
    String select =
        "SELECT id FROM outbox WHERE owner = ? AND id > ? ORDER BY id FETCH FIRST ? ROWS ONLY";
    try (PreparedStatement statement = connection.prepareStatement(select)) {
      statement.setInt(1, node);
      statement.setLong(2, id);
      statement.setInt(3, limit);
      return OutboxTable.longs(statement);
    }
  }

  /**
   * Milliseconds until the next delayed row is due or the next lease of another node ends; empty
   * when there is neither.
   */
  OptionalLong untilNext(Connection connection, int node) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(untilNext)) {
      statement.setInt(1, node);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return earliest(row);
      }
    }
  }

  private static OptionalLong earliest(ResultSet row) throws SQLException {
    OptionalLong earliest = OptionalLong.empty();
    for (int column = 1; column <= 2; column++) {
      long millis = row.getLong(column);
      if (!row.wasNull()) {
        earliest = OptionalLong.of(Math.min(millis, earliest.orElse(millis)));
      }
    }
    return earliest;
  }
}
