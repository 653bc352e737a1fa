// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * MySQL 8.0 and later, with InnoDB. Not tested: there is no server where Busbar is built. What it
 * shares with MariaDB is tested there.
 */
final class MySqlDialect extends MySqlFamily {

  MySqlDialect() {
    super("UTC_TIMESTAMP(3)");
  }

  @Override
  public String name() {
    return "mysql";
  }

  @Override
  public EntryInsert insert() {
    return new BatchInsert(this);
  }

  @Override
  public int updateImpatiently(Connection connection, String sql, Binder binder)
      throws SQLException {
    int before = lockWaitTimeout(connection);
    lockWaitTimeout(connection, 1);
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      binder.bind(statement);
      return statement.executeUpdate();
    } finally {
      lockWaitTimeout(connection, before);
    }
  }

  private static int lockWaitTimeout(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT @@innodb_lock_wait_timeout")) {
      row.next();
      return row.getInt(1);
    }
  }

  private static void lockWaitTimeout(Connection connection, int seconds) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET SESSION innodb_lock_wait_timeout = " + seconds);
    }
  }

  @Override
  OldestVersion supported() {
    return new OldestVersion("MySQL", 8, 0);
  }
}
