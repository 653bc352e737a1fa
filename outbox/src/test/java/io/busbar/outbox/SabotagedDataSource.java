// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** A database that gives its connections a setting under which nothing works, for a while. */
final class SabotagedDataSource extends ForwardingDataSource {
  private final String working;
  private volatile String setting;

  SabotagedDataSource(DataSource delegate, String working) {
    super(delegate);
    this.working = working;
    this.setting = working;
  }

  void begin(String sabotage) {
    setting = sabotage;
  }

  void end() {
    setting = working;
  }

  @Override
  public Connection getConnection() throws SQLException {
    Connection connection = delegate.getConnection();
    try (Statement statement = connection.createStatement()) {
      statement.execute(setting);
    }
    return connection;
  }
}
