// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Sees what the business and the outbox do to the database, and lets the killer know. */
final class FailpointDataSource extends ForwardingDataSource {
  private static final String RELAY = "busbar-outbox";
  private final Killer killer;
  private final ThreadLocal<Integer> checkedOut = ThreadLocal.withInitial(() -> 0);

  FailpointDataSource(DataSource delegate, Killer killer) {
    super(delegate);
    this.killer = killer;
  }

  /** How many connections this thread holds. */
  int checkedOut() {
    return checkedOut.get();
  }

  @Override
  public Connection getConnection() throws SQLException {
    Connection connection = delegate.getConnection();
    boolean business = Thread.currentThread().getName().startsWith(CrashingService.WORKER);
    if (business && !killer.failpoint().isInCommit()) {
      return connection;
    }
    checkedOut.set(checkedOut.get() + 1);
    return new WatchedConnection(connection);
  }

  private final class WatchedConnection extends ForwardingConnection {
    private boolean open = true;

    WatchedConnection(Connection delegate) {
      super(delegate);
    }

    @Override
    public void commit() throws SQLException {
      boolean business = !Thread.currentThread().getName().equals(RELAY);
      if (!business) {
        delegate.commit();
        return;
      }
      killer.reached(Failpoint.BEFORE_COMMIT);
      killer.reachedSoon(Failpoint.DURING_COMMIT);
      delegate.commit();
      killer.reached(Failpoint.AFTER_COMMIT_BEFORE_HAND_OFF);
    }

    @Override
    public PreparedStatement prepareStatement(String sql) throws SQLException {
      return watched(sql, delegate.prepareStatement(sql));
    }

    @Override
    public PreparedStatement prepareStatement(String sql, String[] columns) throws SQLException {
      return watched(sql, delegate.prepareStatement(sql, columns));
    }

    private PreparedStatement watched(String sql, PreparedStatement statement) {
      return sql.contains(killer.failpoint().statement())
          ? watchedExecutions(statement)
          : statement;
    }

    @Override
    public void close() throws SQLException {
      if (open) {
        open = false;
        checkedOut.set(checkedOut.get() - 1);
      }
      delegate.close();
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

  private PreparedStatement watchedExecutions(PreparedStatement statement) {
    return (PreparedStatement)
        Proxy.newProxyInstance(
            FailpointDataSource.class.getClassLoader(),
            new Class<?>[] {PreparedStatement.class},
            (proxy, method, arguments) -> {
              boolean execution = method.getName().startsWith("execute");
              if (execution) {
                killer.reached(Failpoint.AFTER_ANSWER_BEFORE_ACK);
                killer.reachedSoon(Failpoint.DURING_ACK);
              }
              Object result = call(statement, method, arguments);
              if (execution) {
                killer.reached(Failpoint.DURING_DEAD_LETTER_MOVE);
                killer.reached(Failpoint.DURING_SWEEP);
                killer.reached(Failpoint.DURING_RELEASE);
              }
              return result;
            });
  }

  private static Object call(
      PreparedStatement statement, java.lang.reflect.Method method, Object[] arguments)
      throws Throwable {
    try {
      return method.invoke(statement, arguments);
    } catch (InvocationTargetException failed) {
      throw failed.getCause();
    }
  }
}
