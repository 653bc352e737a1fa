// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Writes down every statement, with those that begin and end transactions. */
final class CountingDataSource extends ForwardingDataSource {
  final List<String> statements = new CopyOnWriteArrayList<>();

  CountingDataSource(DataSource delegate) {
    super(delegate);
  }

  @Override
  public Connection getConnection() throws SQLException {
    return new CountingConnection(delegate.getConnection());
  }

  private final class CountingConnection extends ForwardingConnection {
    CountingConnection(Connection delegate) {
      super(delegate);
    }

    @Override
    public Statement createStatement() throws SQLException {
      statements.add("(a statement)");
      return delegate.createStatement();
    }

    @Override
    public PreparedStatement prepareStatement(String sql) throws SQLException {
      statements.add(sql);
      return delegate.prepareStatement(sql);
    }

    @Override
    public PreparedStatement prepareStatement(String sql, String[] columns) throws SQLException {
      statements.add(sql);
      return delegate.prepareStatement(sql, columns);
    }

    @Override
    public void commit() throws SQLException {
      statements.add("BEGIN");
      statements.add("COMMIT");
      delegate.commit();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
      return delegate.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(@Nullable Class<?> type) throws SQLException {
      return delegate.isWrapperFor(type);
    }
  }
}
