// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** MariaDB 10.6 and later, with InnoDB. Not for Galera, whose nodes give out ids out of order. */
final class MariaDbDialect extends MySqlFamily {

  MariaDbDialect() {
    this("UTC_TIMESTAMP(3)");
  }

  MariaDbDialect(String now) {
    super(now);
  }

  @Override
  public String name() {
    return "mariadb";
  }

  @Override
  public EntryInsert insert() {
    return new ValuesInsert(this);
  }

  @Override
  public int updateImpatiently(Connection connection, String sql, Binder binder)
      throws SQLException {
    String bounded = "SET STATEMENT innodb_lock_wait_timeout = 1 FOR " + sql;
    try (PreparedStatement statement = connection.prepareStatement(bounded)) {
      binder.bind(statement);
      return statement.executeUpdate();
    }
  }

  @Override
  OldestVersion supported() {
    return new OldestVersion("MariaDB", 10, 6);
  }
}
