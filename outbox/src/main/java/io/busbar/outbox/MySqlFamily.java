// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** What MariaDB and MySQL have in common. Times are UTC, whatever the session's time zone is. */
abstract sealed class MySqlFamily implements Dialect permits MariaDbDialect, MySqlDialect {
  private static final String EPOCH = "CAST('1970-01-01' AS DATETIME(3))";
  private static final int LOCK_WAIT_TIMEOUT = 1205;

  /** A name has at most 64 characters. */
  private static final String LOCK = "CONCAT('busbar.outbox.', MD5(DATABASE()))";

  private final String now;

  MySqlFamily(String now) {
    this.now = now;
  }

  @Override
  public final String now() {
    return now;
  }

  @Override
  public final String later(String millis) {
    return String.format("TIMESTAMPADD(MICROSECOND, %s * 1000, %s)", millis, now);
  }

  @Override
  public final String at(String millis) {
    return String.format("TIMESTAMPADD(MICROSECOND, %s * 1000, %s)", millis, EPOCH);
  }

  @Override
  public final String millis(String time) {
    return String.format("TIMESTAMPDIFF(MICROSECOND, %s, %s) DIV 1000", EPOCH, time);
  }

  @Override
  public final IdList ids() {
    return IdList.PLACEHOLDERS;
  }

  @Override
  public final Object eventId(UUID id) {
    return id.toString();
  }

  @Override
  public final List<Long> claim(Connection connection, List<Long> ids, int node)
      throws SQLException {
    return new LockingClaim(ids()).run(connection, ids, node);
  }

  /** The lock belongs to the connection, which goes back to a pool: it is given up in any case. */
  @Override
  public final Election election() {
    return (connection, work) -> {
      if (asks(connection, "SELECT GET_LOCK(" + LOCK + ", 0)")) {
        try {
          work.run(connection);
        } finally {
          asks(connection, "SELECT RELEASE_LOCK(" + LOCK + ")");
        }
      }
    };
  }

  private static boolean asks(Connection connection, String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet row = statement.executeQuery()) {
      return row.next() && row.getInt(1) == 1;
    }
  }

  @Override
  public final void lockKeys(Connection connection, Collection<String> keys) throws SQLException {
    LaneLocks.lock(connection, keys);
  }

  /** Under their default, REPEATABLE READ, the statements would lock the gaps between rows too. */
  @Override
  public final Restore prepare(Connection connection) throws SQLException {
    int before = connection.getTransactionIsolation();
    if (before == Connection.TRANSACTION_READ_COMMITTED) {
      return () -> {};
    }
    connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
    return () -> connection.setTransactionIsolation(before);
  }

  @Override
  public final String deleteSome(String table, String condition) {
    return String.format("DELETE FROM %s WHERE %s LIMIT %s", table, condition, SOME);
  }

  @Override
  public final boolean isLockTimeout(SQLException failed) {
    return failed.getErrorCode() == LOCK_WAIT_TIMEOUT;
  }

  @Override
  public final List<String> check(Connection connection) throws SQLException {
    return supported().findings(connection.getMetaData());
  }

  abstract OldestVersion supported();
}
