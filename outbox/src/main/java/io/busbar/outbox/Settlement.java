// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import io.busbar.core.TimeSource;
import io.busbar.outbox.Database.Tables;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * What the table still has to learn about rows that are done: deleted in bulk when they are on the
 * bus, or with one attempt more, or moved to the dead letters. Deletions wait a little for company,
 * because one statement for many rows costs hardly more than for one. Everything is kept until the
 * database has taken it. Used by the relay alone.
 */
final class Settlement {
  private static final int MOST_AT_ONCE = 500;
  private final Backlog backlog;
  private final Lease lease;
  private final TimeSource time;
  private final long patienceNanos;
  private final int many;
  private final Deque<Long> published = new ArrayDeque<>();
  private final Deque<Rejection> rejections = new ArrayDeque<>();
  private long waitingSince;

  Settlement(Backlog backlog, Lease lease, TimeSource time, Settings settings) {
    this.backlog = backlog;
    this.lease = lease;
    this.time = time;
    this.patienceNanos = settings.acknowledgeWithin().toNanos();
    this.many = many(settings.memory());
  }

  /** What waits here takes room in memory, so that little memory has little patience. */
  private static int many(int memory) {
    return Math.max(1, Math.min(MOST_AT_ONCE, memory / 4));
  }

  void published(long id) {
    if (published.isEmpty()) {
      waitingSince = time.nanoTime();
    }
    published.add(id);
  }

  void rejected(Rejection rejection) {
    rejections.add(rejection);
  }

  boolean isEmpty() {
    return published.isEmpty() && rejections.isEmpty();
  }

  boolean isDue() {
    return nanosToDue() == 0;
  }

  /** {@link Long#MAX_VALUE} when there is nothing to tell. */
  long nanosToDue() {
    if (isEmpty()) {
      return Long.MAX_VALUE;
    }
    boolean atOnce = !rejections.isEmpty() || published.size() >= many;
    return atOnce ? 0 : Math.max(0, patienceNanos - (time.nanoTime() - waitingSince));
  }

  void write(Tables tables, Connection connection) throws SQLException {
    while (!published.isEmpty()) {
      List<Long> ids = published.stream().limit(MOST_AT_ONCE).toList();
      tables.outbox().acknowledge(connection, ids);
      ids.forEach(id -> published.remove());
      backlog.deleted(ids);
    }
    for (Rejection next = rejections.peek(); next != null; next = rejections.peek()) {
      write(tables.outbox(), connection, next);
      rejections.remove();
    }
  }

  private void write(OutboxTable table, Connection connection, Rejection rejection)
      throws SQLException {
    if (rejection.last()) {
      Database.inTransaction(connection, own -> table.bury(own, rejection, lease.node()));
      backlog.deleted(List.of(rejection.id()));
    } else {
      if (!table.attempts(connection, rejection, lease.node())) {
        backlog.vanished(rejection.id());
      }
    }
  }
}
