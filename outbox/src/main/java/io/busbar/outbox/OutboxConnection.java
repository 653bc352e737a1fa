// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A connection of an {@link OutboxDataSource}: sees how its transactions end. Like any connection,
 * for one thread at a time.
 */
final class OutboxConnection extends ForwardingConnection {
  private final TransactionBuffer buffer = new TransactionBuffer();
  private final ThreadConnections ofThread;
  private long began;
  private long lastUse;

  OutboxConnection(Connection delegate, ThreadConnections ofThread) {
    super(delegate);
    this.ofThread = ofThread;
    used();
  }

  @Override
  Connection used() {
    lastUse = ofThread.nextUse();
    began = began == 0 ? lastUse : began;
    return delegate;
  }

  /** The thread's use of any connection that began this transaction; 0 when none has yet. */
  long began() {
    return began;
  }

  /** The thread's use of any connection that was this one's last. */
  long lastUse() {
    return lastUse;
  }

  private void ended() {
    began = 0;
  }

  TransactionBuffer buffer() {
    return buffer;
  }

  /** The end of a transaction that is to keep its events. */
  @FunctionalInterface
  private interface Ending {
    void run() throws SQLException;
  }

  /**
   * After a commit in one round trip with the events, the delegate hears of it as well, and finds
   * nothing left to do.
   */
  @Override
  public void commit() throws SQLException {
    if (buffer.insertAndCommit(delegate)) {
      ended();
      delegate.commit();
    } else {
      commitBy(delegate::commit);
    }
  }

  /** Switching auto-commit on commits (JDBC, {@code Connection.setAutoCommit}). */
  @Override
  public void setAutoCommit(boolean autoCommit) throws SQLException {
    if (autoCommit) {
      commitBy(() -> delegate.setAutoCommit(true));
    } else {
      delegate.setAutoCommit(false);
      ended();
      used();
    }
  }

  private void commitBy(Ending ending) throws SQLException {
    buffer.insert(delegate);
    try {
      ending.run();
    } catch (SQLException | RuntimeException | Error failed) {
      buffer.unknown();
      throw failed;
    } finally {
      ended();
    }
    buffer.committed();
  }

  /** What is not inserted yet can only be lost, whether the database has heard of it or not. */
  @Override
  public void rollback() throws SQLException {
    try {
      delegate.rollback();
    } finally {
      buffer.rolledBack();
      ended();
    }
  }

  @Override
  public Savepoint setSavepoint() throws SQLException {
    return marked(delegate.setSavepoint());
  }

  @Override
  public Savepoint setSavepoint(String name) throws SQLException {
    return marked(delegate.setSavepoint(name));
  }

  private Savepoint marked(Savepoint savepoint) {
    buffer.marked(savepoint);
    return savepoint;
  }

  @Override
  public void rollback(Savepoint savepoint) throws SQLException {
    delegate.rollback(savepoint);
    buffer.rolledBackTo(savepoint);
  }

  @Override
  public void releaseSavepoint(Savepoint savepoint) throws SQLException {
    delegate.releaseSavepoint(savepoint);
    buffer.released(savepoint);
  }

  /** JDBC leaves open what closing does to a transaction; with events in it, it is rolled back. */
  @Override
  public void close() throws SQLException {
    ofThread.closed(this);
    try {
      if (!buffer.isEmpty() && !delegate.isClosed()) {
        delegate.rollback();
      }
    } finally {
      buffer.rolledBack();
      delegate.close();
    }
  }

  @Override
  public void abort(Executor executor) throws SQLException {
    ofThread.closed(this);
    buffer.rolledBack();
    delegate.abort(executor);
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
    return "outbox connection of " + delegate;
  }
}
