// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The statements on the table leader_lease. Stateless. */
final class LeaderTable {
  private final String first;
  private final String takeOver;
  private final String look;
  private final String renew;
  private final String release;

  /** Who leads. */
  record Leader(long token, long leftMillis) {}

  LeaderTable(Dialect dialect) {
    String now = dialect.now();
    String later = dialect.later("?");
    this.first =
        dialect.ifAbsent(
            "INSERT INTO leader_lease (name, holder, lease_until, token) VALUES (?, ?, "
                + later
                + ", 1)");
    this.takeOver =
        String.format(
            "UPDATE leader_lease SET token = token + 1, holder = ?, lease_until = %s WHERE name = ?"
                + " AND lease_until <= %s",
            later, now);
    this.look =
        String.format(
            "SELECT token, %s - %s FROM leader_lease WHERE name = ?",
            dialect.millis("lease_until"), dialect.millis(now));
    String held = " WHERE name = ? AND token = ? AND lease_until > " + now;
    this.renew = "UPDATE leader_lease SET lease_until = " + later + held;
    this.release = "UPDATE leader_lease SET lease_until = " + now + held;
  }

  /** Becomes the first leader of a name. */
  boolean first(Connection connection, String name, String holder, Duration lease)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(first)) {
      statement.setString(1, name);
      statement.setString(2, holder);
      statement.setLong(3, lease.toMillis());
      return statement.executeUpdate() == 1;
    } catch (SQLException failed) {
      return InboxTable.existed(failed);
    }
  }

  /** Becomes the leader after one whose lease has ended. */
  boolean takeOver(Connection connection, String name, String holder, Duration lease)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(takeOver)) {
      statement.setString(1, holder);
      statement.setLong(2, lease.toMillis());
      statement.setString(3, name);
      return statement.executeUpdate() == 1;
    }
  }

  @Nullable Leader look(Connection connection, String name) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(look)) {
      statement.setString(1, name);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? new Leader(row.getLong(1), row.getLong(2)) : null;
      }
    }
  }

  boolean renew(Connection connection, String name, long token, Duration lease)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(renew)) {
      statement.setLong(1, lease.toMillis());
      statement.setString(2, name);
      statement.setLong(3, token);
      return statement.executeUpdate() == 1;
    }
  }

  boolean release(Connection connection, String name, long token) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(release)) {
      statement.setString(1, name);
      statement.setLong(2, token);
      return statement.executeUpdate() == 1;
    }
  }
}
