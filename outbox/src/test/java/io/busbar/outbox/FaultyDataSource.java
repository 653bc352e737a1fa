// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A real database behind a connection that is lost at a bad moment. */
final class FaultyDataSource extends ForwardingDataSource {
  private enum Fault {
    BEFORE_COMMIT,
    AFTER_COMMIT
  }

  private @Nullable Fault next;
  private boolean unreachable;

  FaultyDataSource(DataSource delegate) {
    super(delegate);
  }

  void failBeforeCommit() {
    next = Fault.BEFORE_COMMIT;
  }

  void failAfterCommit() {
    next = Fault.AFTER_COMMIT;
  }

  void unreachable(boolean unreachable) {
    this.unreachable = unreachable;
  }

  private final class FaultyConnection extends ForwardingConnection {
    FaultyConnection(Connection delegate) {
      super(delegate);
    }

    @Override
    public void commit() throws SQLException {
      Fault fault = next;
      next = null;
      if (fault == Fault.BEFORE_COMMIT) {
        throw new SQLException("The connection was lost.");
      }
      delegate.commit();
      if (fault == Fault.AFTER_COMMIT) {
        throw new SQLException("The connection was lost.");
      }
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

  @Override
  public Connection getConnection() throws SQLException {
    if (unreachable) {
      throw new SQLException("The database is not reachable.");
    }
    return new FaultyConnection(delegate.getConnection());
  }
}
