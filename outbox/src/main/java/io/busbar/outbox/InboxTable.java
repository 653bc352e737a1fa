// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import io.busbar.core.handler.IdempotencyStore;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The statements on the table inbox. Each takes the connection that it runs on; none commits.
 * Stateless.
 */
final class InboxTable {
  private static final String THE_KEY = " WHERE event_id = ? AND handler = ?";
  private final Dialect dialect;
  private final String done;
  private final String claim;
  private final String claimAgain;
  private final String look;
  private final String complete;
  private final String purge;

  /**
   * What is known of an event.
   *
   * @param leftMillis of the claim; null when there is none
   */
  record Known(boolean isDone, @Nullable Long leftMillis, long token, int attempts) {}

  InboxTable(Dialect dialect) {
    this.dialect = dialect;
    String now = dialect.now();
    String later = dialect.later("?");
    this.done =
        dialect.ifAbsent(
            "INSERT INTO inbox (event_id, handler, token, attempts, done_at, claimed_at) VALUES (?,"
                + " ?, 0, 1, "
                + now
                + ", "
                + now
                + ")");
    this.claim =
        dialect.ifAbsent(
            "INSERT INTO inbox (event_id, handler, token, attempts, lease_until, claimed_at) VALUES"
                + " (?, ?, 1, 1, "
                + later
                + ", "
                + now
                + ")");
    this.claimAgain =
        String.format(
            "UPDATE inbox SET token = token + 1, attempts = attempts + 1, claimed_at = %s,"
                + " lease_until = %s%s AND done_at IS NULL AND (lease_until IS NULL OR lease_until"
                + " <= %s)",
            now, later, THE_KEY, now);
    this.look =
        String.format(
            "SELECT CASE WHEN done_at IS NULL THEN 0 ELSE 1 END, %s - %s, token, attempts FROM"
                + " inbox%s",
            dialect.millis("lease_until"), dialect.millis(now), THE_KEY);
    this.complete = "UPDATE inbox SET lease_until = NULL, done_at = " + now + HELD;
    this.purge =
        dialect.deleteSome(
            "inbox",
            String.format(
                "claimed_at < %s AND (lease_until IS NULL OR lease_until < %s)", later, now));
  }

  private static final String HELD =
      THE_KEY + " AND token = ? AND done_at IS NULL AND lease_until IS NOT NULL";

  /** Notes that a handler has handled an event. False when it has before. */
  boolean insertDone(Connection connection, IdempotencyStore.Key key) throws SQLException {
    try {
      return dialect.updateImpatiently(connection, done, statement -> bind(statement, 1, key)) == 1;
    } catch (SQLException failed) {
      return existed(failed);
    }
  }

  /** Claims an event that nobody has claimed before. */
  boolean claim(Connection connection, IdempotencyStore.Key key, Duration lease)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(claim)) {
      bind(statement, 1, key);
      statement.setLong(3, lease.toMillis());
      return statement.executeUpdate() == 1;
    } catch (SQLException failed) {
      return existed(failed);
    }
  }

  static boolean existed(SQLException failed) throws SQLException {
    String state = failed.getSQLState();
    if (state != null && state.startsWith("23")) {
      return false;
    }
    throw failed;
  }

  /** Claims an event that was released, or whose claim has ended. */
  boolean claimAgain(Connection connection, IdempotencyStore.Key key, Duration lease)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(claimAgain)) {
      statement.setLong(1, lease.toMillis());
      bind(statement, 2, key);
      return statement.executeUpdate() == 1;
    }
  }

  @Nullable Known look(Connection connection, IdempotencyStore.Key key) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(look)) {
      bind(statement, 1, key);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? known(row) : null;
      }
    }
  }

  private static Known known(ResultSet row) throws SQLException {
    long left = row.getLong(2);
    Long leftMillis = row.wasNull() ? null : Long.valueOf(left);
    return new Known(row.getInt(1) == 1, leftMillis, row.getLong(3), row.getInt(4));
  }

  boolean complete(Connection connection, IdempotencyStore.Key key, long token)
      throws SQLException {
    return settle(connection, complete, key, token);
  }

  boolean release(Connection connection, IdempotencyStore.Key key, long token) throws SQLException {
    return settle(connection, "UPDATE inbox SET lease_until = NULL" + HELD, key, token);
  }

  private boolean settle(Connection connection, String sql, IdempotencyStore.Key key, long token)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, 1, key);
      statement.setLong(3, token);
      return statement.executeUpdate() == 1;
    }
  }

  /** Forgets at most {@link Dialect#SOME} of the events that were claimed so long ago. */
  int purge(Connection connection, Duration retention) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(purge)) {
      statement.setLong(1, -retention.toMillis());
      return statement.executeUpdate();
    }
  }

  private void bind(PreparedStatement statement, int from, IdempotencyStore.Key key)
      throws SQLException {
    statement.setObject(from, dialect.eventId(key.eventId().value()));
    statement.setString(from + 1, key.handlerId());
  }
}
