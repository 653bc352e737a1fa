// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** The connections to one server, shared by all tests: they look at a database each. */
record SharedPool(HikariDataSource pool) {
  private static final int CONNECTIONS = 60;

  static SharedPool to(String url, String user) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setUsername(user);
    config.setPassword("");
    config.setMaximumPoolSize(CONNECTIONS);
    config.setMinimumIdle(0);
    return new SharedPool(new HikariDataSource(config));
  }

  void execute(String... statements) throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /** Makes a connection look at a database. */
  interface Look {
    void at(Connection connection, String database) throws SQLException;
  }

  /** The connections of one test. */
  DataSource lookingAt(String database, Look look) {
    return new ForwardingDataSource(pool) {
      @Override
      public Connection getConnection() throws SQLException {
        Connection connection = delegate.getConnection();
        look.at(connection, database);
        return connection;
      }
    };
  }
}
