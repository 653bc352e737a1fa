// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * The statements of a sweep. Each takes the connection that it runs on; none commits. Stateless.
 */
final class SweepQueries {
  /** Rows that no living node owns. */
  static final String FREE = "(owner IS NULL OR owner NOT IN (SELECT node FROM outbox_node))";

  private final String forgetNodes;
  private final String candidates;
  private final String look;
  private final String untilNext;

  /**
   * A row that this node may relay.
   *
   * @param owned whether it is this node's already
   */
  record Candidate(long id, boolean owned) {}

  SweepQueries(Dialect dialect) {
    this.forgetNodes = "DELETE FROM outbox_node WHERE lease_until < " + dialect.now();
    this.candidates =
        String.format(
            "SELECT id, owner FROM outbox WHERE id > ? AND (owner = ? OR (%s AND (due_at IS NULL OR due_at <= %s)))"
                + " ORDER BY id LIMIT ?",
            FREE, dialect.now());
    this.look =
        "SELECT CASE WHEN EXISTS (SELECT 1 FROM outbox) THEN 1 ELSE 0 END, "
            + until(dialect, "(SELECT MIN(lease_until) FROM outbox_node)");
    this.untilNext =
        String.format(
            "SELECT %s, %s",
            until(dialect, "(SELECT MIN(due_at) FROM outbox WHERE owner IS NULL)"),
            until(dialect, "(SELECT MIN(lease_until) FROM outbox_node WHERE node <> ?)"));
  }

  private static String until(Dialect dialect, String time) {
    return dialect.millis(time) + " - " + dialect.millis(dialect.now());
  }

  /**
   * What there is at a glance.
   *
   * @param rows whether the table has any
   * @param millisToEndOfLease until the first lease of any node ends; negative when it has; empty
   *     without nodes
   */
  record Glance(boolean rows, OptionalLong millisToEndOfLease) {

    /** Whether a sweep would find nothing to do. */
    boolean isQuiet() {
      return !rows && millisToEndOfLease.orElse(0) >= 0;
    }
  }

  /** One statement that writes nothing, so that an idle node asks no more. */
  Glance look(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(look);
        ResultSet row = statement.executeQuery()) {
      row.next();
      boolean rows = row.getInt(1) == 1;
      long millis = row.getLong(2);
      return new Glance(rows, row.wasNull() ? OptionalLong.empty() : OptionalLong.of(millis));
    }
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
          found.add(new Candidate(rows.getLong(1), rows.getInt(2) == node && !rows.wasNull()));
        }
        return found;
      }
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
