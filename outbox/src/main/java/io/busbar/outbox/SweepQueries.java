// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The statements of a sweep. Each takes the connection that it runs on; none commits. Stateless.
 */
final class SweepQueries {
  /** Rows that no living node owns. */
  static final String FREE = "(owner IS NULL OR owner NOT IN (SELECT node FROM outbox_node))";

  private final String forgetNodes;
  private final String candidates;
  private final String look;

  /**
   * A row that this node may relay.
   *
   * @param owned whether it is this node's already
   */
  record Candidate(long id, boolean owned, @Nullable String key) {}

  /**
   * What a sweep finds before it does anything.
   *
   * @param work whether there are rows of this node's, or any that it may have
   * @param deadNodes whether a lease has ended
   * @param untilNext milliseconds until a delayed row is due or the lease of another node ends;
   *     empty when there is neither
   */
  record Outlook(boolean work, boolean deadNodes, OptionalLong untilNext) {}

  SweepQueries(Dialect dialect) {
    this.forgetNodes = "DELETE FROM outbox_node WHERE lease_until < " + dialect.now();
    this.candidates =
        String.format(
            "SELECT id, owner, ordering_key FROM outbox WHERE id > ? AND (owner = ? OR (%s AND"
                + " (due_at IS NULL OR due_at <= %s))) ORDER BY id LIMIT ?",
            FREE, dialect.now());
    this.look =
        String.format(
            "SELECT CASE WHEN EXISTS (SELECT 1 FROM outbox WHERE owner = ? OR (%s AND (due_at IS"
                + " NULL OR due_at <= %s))) THEN 1 ELSE 0 END, CASE WHEN EXISTS (SELECT 1 FROM"
                + " outbox_node WHERE lease_until < %s) THEN 1 ELSE 0 END, %s, %s",
            FREE,
            dialect.now(),
            dialect.now(),
            until(dialect, "(SELECT MIN(due_at) FROM outbox WHERE owner IS NULL)"),
            until(dialect, "(SELECT MIN(lease_until) FROM outbox_node WHERE node <> ?)"));
  }

  private static String until(Dialect dialect, String time) {
    return dialect.millis(time) + " - " + dialect.millis(dialect.now());
  }

  /** Declares nodes dead whose lease has ended; from then on their rows are anybody's. */
  void forgetNodes(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(forgetNodes)) {
      statement.executeUpdate();
    }
  }

  /**
   * Rows behind an id that a node may relay, in the order of ids: its own, and those that are due
   * and have no owner, or a dead one. Left out are rows behind one of their key that another node
   * is still busy with.
   */
  List<Candidate> candidates(Connection connection, int node, long behind, int limit)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(candidates)) {
      statement.setLong(1, behind);
      statement.setInt(2, node);
      statement.setInt(3, limit);
      try (ResultSet rows = statement.executeQuery()) {
        List<Candidate> found = new ArrayList<>();
        while (rows.next()) {
          boolean owned = rows.getInt(2) == node && !rows.wasNull();
          found.add(new Candidate(rows.getLong(1), owned, rows.getString(3)));
        }
        return found;
      }
    }
  }

  /** What a sweep has to do. */
  Outlook look(Connection connection, int node) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(look)) {
      statement.setInt(1, node);
      statement.setInt(2, node);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return new Outlook(row.getInt(1) == 1, row.getInt(2) == 1, earliest(row));
      }
    }
  }

  private static OptionalLong earliest(ResultSet row) throws SQLException {
    OptionalLong earliest = OptionalLong.empty();
    for (int column = 3; column <= 4; column++) {
      long millis = row.getLong(column);
      if (!row.wasNull()) {
        earliest = OptionalLong.of(Math.min(millis, earliest.orElse(millis)));
      }
    }
    return earliest;
  }
}
