// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The outbox's own way to the database, for everything but the insert, which runs on the caller's
 * connection. Asks the database what it is when it first meets it. Thread-safe.
 */
final class Database {
  private final DataSource dataSource;
  private volatile @Nullable Tables tables;

  /** The statements for one dialect. */
  record Tables(Dialect dialect, OutboxTable outbox, SweepQueries sweep, NodeTable nodes) {
    static Tables of(Dialect dialect) {
      return new Tables(
          dialect, new OutboxTable(dialect), new SweepQueries(dialect), new NodeTable(dialect));
    }
  }

  Database(DataSource dataSource, @Nullable Dialect dialect) {
    this.dataSource = dataSource;
    this.tables = dialect == null ? null : Tables.of(dialect);
  }

  /** Work on one connection of its own. */
  @FunctionalInterface
  interface Work {
    void run(Connection connection) throws SQLException;
  }

  DataSource dataSource() {
    return dataSource;
  }

  Tables tables(Connection connection) throws SQLException {
    Tables known = tables;
    if (known == null) {
      known = Tables.of(Dialects.of(connection));
      tables = known;
    }
    return known;
  }

  /** Runs work whose statements commit one by one. */
  void run(Work work) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(true);
      Dialect.Restore restore = tables(connection).dialect().prepare(connection);
      work.run(connection);
      restore.run();
    }
  }

  /** Runs work on a connection of {@link #run} as one transaction. */
  static void inTransaction(Connection connection, Work work) throws SQLException {
    connection.setAutoCommit(false);
    try {
      work.run(connection);
      connection.commit();
      connection.setAutoCommit(true);
    } catch (SQLException | RuntimeException failed) {
      rollback(connection, failed);
      throw failed;
    }
  }

  /** The first failure is the one to tell of. */
  private static void rollback(Connection connection, Exception failed) {
    try {
      connection.rollback();
      connection.setAutoCommit(true);
    } catch (SQLException lost) {
      failed.addSuppressed(lost);
    }
  }
}
