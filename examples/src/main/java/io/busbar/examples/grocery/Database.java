// SPDX-License-Identifier: Apache-2.0
package io.busbar.examples.grocery;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;

/** A service's own H2 database, and the few lines of JDBC that the services share. */
final class Database implements AutoCloseable {
  private final JdbcConnectionPool pool;

  /**
   * Opens the database of a service.
   *
   * @param folder for files that survive the process; empty for memory
   */
  Database(String folder, String service, String... tables) {
    // WRITE_DELAY=0: H2 would otherwise confirm commits that it has not written yet, and lose them
    // in a crash.
    String url =
        folder.isEmpty()
            ? "jdbc:h2:mem:" + service + ";DB_CLOSE_DELAY=-1"
            : "jdbc:h2:file:" + folder + "/" + service + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE";
    this.pool = JdbcConnectionPool.create(url, "sa", "");
    pool.setMaxConnections(32);
    try (Connection connection = pool.getConnection()) {
      for (String table : tables) {
        update(connection, "CREATE TABLE IF NOT EXISTS " + table);
      }
    } catch (SQLException failed) {
      throw new IllegalStateException(
          "The database of " + service + " cannot be opened: " + url, failed);
    }
  }

  DataSource dataSource() {
    return pool;
  }

  static int update(Connection connection, String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = prepare(connection, sql, values)) {
      return statement.executeUpdate();
    }
  }

  /** Whether this call inserted the row; false when another one with its key is there. */
  static boolean insertIfAbsent(Connection connection, String insert, Object... values)
      throws SQLException {
    try {
      return update(connection, insert, values) == 1;
    } catch (SQLIntegrityConstraintViolationException thereAlready) {
      return false;
    }
  }

  static boolean exists(Connection connection, String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = prepare(connection, sql, values);
        ResultSet rows = statement.executeQuery()) {
      return rows.next();
    }
  }

  /** The number that a query counts, on a connection of its own. */
  int count(String sql) {
    try (Connection connection = pool.getConnection();
        PreparedStatement statement = prepare(connection, sql);
        ResultSet rows = statement.executeQuery()) {
      rows.next();
      return rows.getInt(1);
    } catch (SQLException failed) {
      throw new IllegalStateException("The database cannot count: " + sql, failed);
    }
  }

  /** The first column of a query, on a connection of its own. */
  List<String> column(String sql) {
    try (Connection connection = pool.getConnection();
        PreparedStatement statement = prepare(connection, sql);
        ResultSet rows = statement.executeQuery()) {
      List<String> values = new ArrayList<>();
      while (rows.next()) {
        values.add(rows.getString(1));
      }
      return values;
    } catch (SQLException failed) {
      throw new IllegalStateException("The database cannot list: " + sql, failed);
    }
  }

  private static PreparedStatement prepare(Connection connection, String sql, Object... values)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    return statement;
  }

  /** Ends a database in memory, which would outlive its connections otherwise. */
  void drop() throws SQLException {
    try (Connection connection = pool.getConnection()) {
      update(connection, "DROP ALL OBJECTS");
    }
    close();
  }

  @Override
  public void close() {
    pool.dispose();
  }
}
