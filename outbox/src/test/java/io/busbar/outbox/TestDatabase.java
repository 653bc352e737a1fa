// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import io.busbar.testkit.VirtualClock;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.h2.jdbcx.JdbcDataSource;

/**
 * An H2 database in memory with a clock that tests advance: the outbox's SQL asks a table for the
 * time instead of the machine. Business rows go to the table item.
 */
final class TestDatabase implements AutoCloseable {
  static final String POSTGRESQL =
      ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH";
  private final JdbcDataSource dataSource = new JdbcDataSource();
  private final Connection keepsItOpen;

  private TestDatabase(String options) throws SQLException {
    dataSource.setURL("jdbc:h2:mem:" + UUID.randomUUID() + options);
    keepsItOpen = dataSource.getConnection();
    Schema.of(dataSource).apply();
    execute("CREATE TABLE item (name VARCHAR(100))");
    execute("CREATE TABLE test_clock (now TIMESTAMP(3) WITH TIME ZONE)");
    execute("INSERT INTO test_clock VALUES ('" + VirtualClock.START + "')");
  }

  static TestDatabase create() {
    return create("");
  }

  static TestDatabase create(String options) {
    try {
      return new TestDatabase(options);
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  static Dialect dialect() {
    return new H2Dialect("(SELECT now FROM test_clock)");
  }

  JdbcDataSource dataSource() {
    return dataSource;
  }

  /** Moves the database's clock, and nothing else. */
  void advance(Duration duration) {
    execute("UPDATE test_clock SET now = DATEADD('MILLISECOND', " + duration.toMillis() + ", now)");
  }

  void execute(String sql) {
    try (Statement statement = keepsItOpen.createStatement()) {
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
    try (Statement statement = keepsItOpen.createStatement();
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
    execute("SHUTDOWN");
  }
}
