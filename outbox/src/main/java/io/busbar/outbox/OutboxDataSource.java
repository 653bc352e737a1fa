// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import io.busbar.core.EventName;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.List;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A data source whose connections know how their transactions end, so that events published on the
 * same thread are stored with them. Plain JDBC and every framework on top of a {@link DataSource}
 * work with it as they are. When transactions are nested on different connections (Spring's {@code
 * REQUIRES_NEW}), an event belongs to the innermost.
 *
 * <p>Wrap the connection pool, not what the pool is made of: a pool opens its connections once, on
 * threads of its own. Transactions must end by the JDBC methods ({@code commit}, {@code rollback},
 * {@code setAutoCommit}, {@code close}), not by SQL such as {@code COMMIT}, and not by way of
 * {@code Statement.getConnection()} or {@code unwrap}, which lead past it.
 *
 * <p>On PostgreSQL, {@code commit()} sends the events' insert and the commit together, in one round
 * trip, where nothing can stand between: on the driver's own connections, and on HikariCP's. The
 * delegate's {@code commit()} is called afterwards and finds nothing to do. On any other
 * connection, and with ordering keys, the insert comes first and the delegate commits.
 *
 * <p>Thread-safe; holds nothing but the open connections of each thread.
 */
public final class OutboxDataSource implements DataSource {
  private final DataSource delegate;
  private final ThreadLocal<ThreadConnections> open =
      ThreadLocal.withInitial(() -> new ThreadConnections(this::forgetThread));

  private OutboxDataSource(DataSource delegate) {
    this.delegate = delegate;
  }

  /** Wraps a data source; one that is wrapped already is returned as it is. */
  public static OutboxDataSource wrap(DataSource dataSource) {
    return dataSource instanceof OutboxDataSource wrapped
        ? wrapped
        : new OutboxDataSource(dataSource);
  }

  /** Without the wrapping, for the relay. */
  DataSource delegate() {
    return delegate;
  }

  @Override
  public Connection getConnection() throws SQLException {
    return opened(delegate.getConnection());
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    return opened(delegate.getConnection(user, password));
  }

  private Connection opened(Connection connection) {
    ThreadConnections ofThisThread = open.get();
    OutboxConnection opened = new OutboxConnection(connection, ofThisThread);
    ofThisThread.opened(opened);
    return opened;
  }

  /** Leaves nothing on threads that outlive the application. */
  private void forgetThread() {
    if (open.get().isEmpty()) {
      open.remove();
    }
  }

  /**
   * The transaction of this thread that an event belongs to: the only one, or the innermost.
   *
   * @throws IllegalStateException if there is none, or it cannot be told which
   */
  OutboxConnection current(EventName event) throws SQLException {
    ThreadConnections ofThisThread = open.get();
    if (ofThisThread.isEmpty()) {
      forgetThread();
      throw new IllegalStateException(noTransaction(event));
    }
    List<OutboxConnection> transactions = ofThisThread.transactions();
    if (transactions.isEmpty()) {
      throw new IllegalStateException(autoCommit(event));
    }
    OutboxConnection innermost = ThreadConnections.innermost(transactions);
    if (innermost == null) {
      throw new IllegalStateException(several(event, transactions));
    }
    return innermost;
  }

  private static String noTransaction(EventName event) {
    return String.format(
        "The event %s was published outside of a transaction: this thread has no open connection of the outbox's data source. "
            + "An outbox stores an event together with the change that it tells of. "
            + "Open a connection of OutboxDataSource on this thread, call setAutoCommit(false) and publish before commit(); "
            + "or publish by outbox.enlist(connection).",
        event);
  }

  /**
   * Stops a publish that would not be part of a transaction.
   *
   * @throws IllegalStateException if the connection is in auto-commit mode
   * @throws OutboxException if it cannot be asked
   */
  static void refuseAutoCommit(Connection connection, EventName event) {
    try {
      if (connection.getAutoCommit()) {
        throw new IllegalStateException(autoCommit(event));
      }
    } catch (SQLException failed) {
      throw notStored(event, failed);
    }
  }

  static OutboxException notStored(EventName event, SQLException failed) {
    return new OutboxException(
        String.format(
            "The event %s could not be stored in the outbox: %s Roll the transaction back, and run it again once the cause is mended.",
            event, failed.getMessage()),
        failed);
  }

  private static String autoCommit(EventName event) {
    return String.format(
        "The event %s was published on a connection in auto-commit mode, where every statement is a transaction of its own: "
            + "the event could be stored without the change that it tells of. Call setAutoCommit(false) before the change.",
        event);
  }

  private static String several(EventName event, List<OutboxConnection> transactions) {
    return String.format(
        "The event %s was published while this thread has %d transactions open and uses them by turns, so it is not known which one it belongs to. "
            + "Publish by outbox.enlist(connection), which names it, or close the connections that are done.",
        event, transactions.size());
  }

  @Override
  public @Nullable PrintWriter getLogWriter() throws SQLException {
    return delegate.getLogWriter();
  }

  @Override
  public void setLogWriter(@Nullable PrintWriter out) throws SQLException {
    delegate.setLogWriter(out);
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    delegate.setLoginTimeout(seconds);
  }

  @Override
  public int getLoginTimeout() throws SQLException {
    return delegate.getLoginTimeout();
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    return delegate.getParentLogger();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return type.isInstance(this) ? type.cast(this) : delegate.unwrap(type);
  }

  @Override
  public boolean isWrapperFor(@Nullable Class<?> type) throws SQLException {
    return type != null && (type.isInstance(this) || delegate.isWrapperFor(type));
  }

  @Override
  public String toString() {
    return "outbox data source of " + delegate;
  }
}
