// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * H2 2.2 and later, in any compatibility mode.
 *
 * @param now the clock, as an expression. H2's stands still within a transaction
 */
record H2Dialect(String now) implements Dialect {
  private static final String EPOCH = "TIMESTAMP WITH TIME ZONE '1970-01-01 00:00:00+00'";

  private static final int LOCK_TIMEOUT_MILLIS = 250;

  /** H2's error code. */
  private static final int LOCK_TIMEOUT = 50200;

  H2Dialect() {
    this("CURRENT_TIMESTAMP");
  }

  @Override
  public String name() {
    return "h2";
  }

  @Override
  public String later(String millis) {
    return "DATEADD('MILLISECOND', CAST(" + millis + " AS BIGINT), " + now + ")";
  }

  @Override
  public String at(String millis) {
    return "DATEADD('MILLISECOND', CAST(" + millis + " AS BIGINT), " + EPOCH + ")";
  }

  @Override
  public String millis(String time) {
    return "DATEDIFF('MILLISECOND', " + EPOCH + ", " + time + ")";
  }

  @Override
  public IdList ids() {
    return IdList.ARRAY;
  }

  @Override
  public Object eventId(UUID id) {
    return id;
  }

  @Override
  public EntryInsert insert() {
    return new BatchInsert(this);
  }

  @Override
  public List<Long> claim(Connection connection, List<Long> ids, int node) throws SQLException {
    return new LockingClaim(ids()).run(connection, ids, node);
  }

  /** One process has the database to itself, or shares it with few. */
  @Override
  public Election election() {
    return Election.NONE;
  }

  @Override
  public void lockKeys(Connection connection, Collection<String> keys) throws SQLException {
    LaneLocks.lock(connection, keys);
  }

  @Override
  public String deleteSome(String table, String condition) {
    return String.format(
        "DELETE FROM %s WHERE %s FETCH FIRST %s ROWS ONLY", table, condition, SOME);
  }

  @Override
  public int updateImpatiently(Connection connection, String sql, Binder binder)
      throws SQLException {
    int before = lockTimeout(connection);
    lockTimeout(connection, LOCK_TIMEOUT_MILLIS);
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      binder.bind(statement);
      return statement.executeUpdate();
    } finally {
      lockTimeout(connection, before);
    }
  }

  private static int lockTimeout(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement("SELECT LOCK_TIMEOUT()");
        ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getInt(1);
    }
  }

  private static void lockTimeout(Connection connection, int millis) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement("SET LOCK_TIMEOUT " + millis)) {
      statement.execute();
    }
  }

  @Override
  public boolean isLockTimeout(SQLException failed) {
    return failed.getErrorCode() == LOCK_TIMEOUT;
  }

  /**
   * A file database writes commits with a delay of half a second unless it is told otherwise: what
   * a crash loses then was promised to be safe.
   */
  @Override
  public List<String> check(Connection connection) throws SQLException {
    String settings =
        "SELECT DATABASE_PATH(), MAX(CAST(SETTING_VALUE AS INT)) FROM INFORMATION_SCHEMA.SETTINGS"
            + " WHERE SETTING_NAME = 'WRITE_DELAY'";
    try (PreparedStatement select = connection.prepareStatement(settings);
        ResultSet row = select.executeQuery()) {
      row.next();
      String path = row.getString(1);
      int delay = row.getInt(2);
      return path == null || delay == 0 ? List.of() : List.of(losesCommits(path, delay));
    }
  }

  private static String losesCommits(String path, int delay) {
    return String.format(
        "The H2 database file '%s' is written up to %d ms after a commit (WRITE_DELAY), so a crash"
            + " loses events that were committed.\n"
            + "Add ;WRITE_DELAY=0 to its URL: jdbc:h2:file:…;WRITE_DELAY=0.",
        path, delay);
  }
}
