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
  record Tables(
      Dialect dialect,
      OutboxTable outbox,
      SweepQueries sweep,
      NodeTable nodes,
      InboxTable inbox,
      LeaderTable leaders,
      OperatorQueries operators) {
    static Tables of(Dialect dialect) {
      return new Tables(
          dialect,
          new OutboxTable(dialect),
          new SweepQueries(dialect),
          new NodeTable(dialect),
          new InboxTable(dialect),
          new LeaderTable(dialect),
          new OperatorQueries(dialect));
    }
  }

  Database(DataSource dataSource, @Nullable Dialect dialect) {
    this.dataSource = dataSource;
    this.tables = dialect == null ? null : Tables.of(dialect);
  }

  /** Past the wrapping of an {@link OutboxDataSource}: the caller's transaction is not touched. */
  static Database of(DataSource dataSource, @Nullable Dialect dialect) {
    return new Database(OutboxDataSource.wrap(dataSource).delegate(), dialect);
  }

  /** A question on one connection of its own. */
  @FunctionalInterface
  interface Query<T> {
    T run(Connection connection, Tables tables) throws SQLException;
  }

  /**
   * Asks the database something in a statement that commits by itself.
   *
   * @param what the part wanted to do, for the error
   * @throws OutboxException if the database fails
   */
  <T> T ask(String what, Query<T> query) {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(true);
      Tables known = tables(connection);
      Dialect.Restore restore = known.dialect().prepare(connection);
      T answer = query.run(connection, known);
      restore.run();
      return answer;
    } catch (SQLException failed) {
      throw new OutboxException(
          String.format("The database could not %s: %s", what, failed.getMessage()), failed);
    }
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
      known = Tables.of(SqlDatabase.of(connection).dialect());
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
