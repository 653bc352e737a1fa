// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import io.busbar.testkit.VirtualClock;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

/** H2 in memory. */
record H2Database(JdbcDataSource dataSource) implements TestDatabase.Home {
  /** Only an administrator may say so. */
  private static final String KEEP = ";DB_CLOSE_DELAY=-1";

  static final String POSTGRESQL =
      ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH";

  static TestDatabase open(String options) throws SQLException {
    JdbcDataSource dataSource = new JdbcDataSource();
    dataSource.setURL("jdbc:h2:mem:" + UUID.randomUUID() + KEEP + options);
    execute(
        dataSource,
        "CREATE TABLE test_clock (now TIMESTAMP(3) WITH TIME ZONE)",
        "INSERT INTO test_clock VALUES ('" + VirtualClock.START + "')");
    return new TestDatabase(
        dataSource, new H2Dialect(TestDatabase.CLOCK), new H2Database(dataSource));
  }

  @Override
  public String url() {
    return dataSource.getURL();
  }

  @Override
  public DataSource newUser(String name) throws SQLException {
    execute(dataSource, "CREATE USER " + name + " PASSWORD ''");
    JdbcDataSource asUser = new JdbcDataSource();
    asUser.setURL(dataSource.getURL().replace(KEEP, ""));
    asUser.setUser(name);
    return asUser;
  }

  @Override
  public void drop() throws SQLException {
    execute(dataSource, "SHUTDOWN");
  }

  private static void execute(JdbcDataSource dataSource, String... statements) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }
}
