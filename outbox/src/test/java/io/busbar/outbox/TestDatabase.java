// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * A database of its own with a clock that tests advance: the outbox's SQL asks a table for the time
 * instead of the machine. Business rows go to the table item.
 */
final class TestDatabase implements AutoCloseable {
  /** What the dialects of tests take for the database's clock. */
  static final String CLOCK = "(SELECT now FROM test_clock)";

  private final DataSource dataSource;
  private final Dialect dialect;
  private final Home home;
  private final Connection connection;

  /** Where the database is. */
  interface Home {
    /** For connections of other processes, and through proxies. */
    String url();

    /** A user who can connect and has no right to any table. */
    DataSource newUser(String name) throws SQLException;

    /** Takes the database away. */
    void drop() throws SQLException;
  }

  TestDatabase(DataSource dataSource, Dialect dialect, Home home) throws SQLException {
    this.dataSource = dataSource;
    this.dialect = dialect;
    this.home = home;
    this.connection = dataSource.getConnection();
    Schema.of(dataSource).apply();
    execute("CREATE TABLE item (name VARCHAR(100))");
  }

  /** On H2, in memory. */
  static TestDatabase create() {
    return DatabaseKind.H2.create();
  }

  Dialect dialect() {
    return dialect;
  }

  DataSource dataSource() {
    return dataSource;
  }

  String url() {
    return home.url();
  }

  DataSource newUser(String name) {
    try {
      return home.newUser(name);
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  /** Moves the database's clock, and nothing else. */
  void advance(Duration duration) {
    execute("UPDATE test_clock SET now = " + dialect.later(String.valueOf(duration.toMillis())));
  }

  void execute(String sql) {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  static void insertItem(Connection connection, String name) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement("INSERT INTO item VALUES (?)")) {
      insert.setString(1, name);
      insert.executeUpdate();
    }
  }

  List<String> items() {
    return column("SELECT name FROM item ORDER BY name");
  }

  int count(String table) {
    return Integer.parseInt(column("SELECT COUNT(*) FROM " + table).get(0));
  }

  List<String> column(String sql) {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> values = new ArrayList<>();
      while (rows.next()) {
        values.add(String.valueOf(rows.getString(1)));
      }
      return values;
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
      home.drop();
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }
}
