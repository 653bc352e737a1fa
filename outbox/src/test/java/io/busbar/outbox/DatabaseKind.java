// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import java.sql.SQLException;

/** The databases that the outbox's tests run on. */
enum DatabaseKind {
  H2("Table \"OUTBOX\" not found", "42S02") {
    @Override
    TestDatabase open() throws SQLException {
      return H2Database.open("");
    }
  },
  POSTGRESQL("ERROR: relation \"outbox\" does not exist", "42P01") {
    @Override
    TestDatabase open() throws SQLException {
      return PostgresServer.shared().newDatabase();
    }
  },
  MARIADB("(conn=", "42S02") {
    @Override
    TestDatabase open() throws SQLException {
      return MariaDbServer.shared().newDatabase();
    }
  };

  private final String noOutbox;
  private final String noTableState;

  DatabaseKind(String noOutbox, String noTableState) {
    this.noOutbox = noOutbox;
    this.noTableState = noTableState;
  }

  /** How the database begins to say that the table outbox is missing. */
  String noOutbox() {
    return noOutbox;
  }

  /** The SQL state of that. */
  String noTableState() {
    return noTableState;
  }

  /** A new one with nothing in it but the outbox's tables and those of the tests. */
  TestDatabase create() {
    try {
      return open();
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  abstract TestDatabase open() throws SQLException;
}
