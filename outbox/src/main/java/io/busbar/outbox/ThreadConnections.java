// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * The open connections that one thread has opened. The thread alone uses it, but a connection may
 * be closed by another one.
 */
final class ThreadConnections {
  private final Queue<OutboxConnection> open = new ConcurrentLinkedQueue<>();
  private final Runnable onEmpty;
  private long uses;

  /**
   * Starts without any.
   *
   * @param onEmpty runs when the last one is closed, by the thread that closes it
   */
  ThreadConnections(Runnable onEmpty) {
    this.onEmpty = onEmpty;
  }

  void opened(OutboxConnection connection) {
    open.add(connection);
  }

  void closed(OutboxConnection connection) {
    open.remove(connection);
    if (open.isEmpty()) {
      onEmpty.run();
    }
  }

  boolean isEmpty() {
    return open.isEmpty();
  }

  /** Counts what the thread does with its connections, so that it can be told what came first. */
  long nextUse() {
    return ++uses;
  }

  /** Those that are not in auto-commit mode. */
  List<OutboxConnection> transactions() throws SQLException {
    List<OutboxConnection> transactions = new ArrayList<>();
    for (OutboxConnection connection : open) {
      if (!connection.getAutoCommit()) {
        transactions.add(connection);
      }
    }
    return transactions;
  }

  /**
   * The transaction that all others wait for: it began last, and none of them was used since. Null
   * when they are used by turns.
   */
  static @Nullable OutboxConnection innermost(List<OutboxConnection> transactions) {
    if (transactions.size() == 1) {
      return transactions.get(0);
    }
    OutboxConnection last =
        transactions.stream().max(Comparator.comparingLong(OutboxConnection::began)).orElseThrow();
    boolean othersWait =
        transactions.stream().allMatch(each -> each == last || each.lastUse() < last.began());
    return othersWait ? last : null;
  }
}
