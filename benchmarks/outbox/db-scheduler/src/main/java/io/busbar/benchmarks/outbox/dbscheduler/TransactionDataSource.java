// SPDX-License-Identifier: Apache-2.0
package io.busbar.benchmarks.outbox.dbscheduler;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Hands the connection of the thread's transaction to db-scheduler's client, which would close it;
 * outside of one, a connection of the pool.
 */
final class TransactionDataSource {
  private static final ThreadLocal<@Nullable Connection> CURRENT = new ThreadLocal<>();
  private final DataSource pool;

  TransactionDataSource(DataSource pool) {
    this.pool = pool;
  }

  void begin(Connection connection) {
    CURRENT.set(connection);
  }

  void end() {
    CURRENT.remove();
  }

  DataSource dataSource() {
    return proxy(DataSource.class, (method, arguments) -> connection());
  }

  private Connection connection() throws SQLException {
    Connection connection = CURRENT.get();
    if (connection == null) {
      return pool.getConnection();
    }
    return proxy(
        Connection.class,
        (method, arguments) ->
            method.getName().equals("close") ? null : method.invoke(connection, arguments));
  }

  /** What a call does. */
  private interface Call {
    @Nullable Object run(java.lang.reflect.Method method, Object[] arguments)
        throws ReflectiveOperationException, SQLException;
  }

  private static <T> T proxy(Class<T> type, Call call) {
    return type.cast(
        Proxy.newProxyInstance(
            TransactionDataSource.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              try {
                return call.run(method, arguments);
              } catch (InvocationTargetException failed) {
                throw failed.getCause();
              }
            }));
  }
}
