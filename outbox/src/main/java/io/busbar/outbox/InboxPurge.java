// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import io.busbar.core.TimeSource;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forgets events that were handled long ago, by batches: those who use the inbox do so about once
 * an hour, so that it needs no thread. Thread-safe.
 */
final class InboxPurge {
  private static final Logger log = LoggerFactory.getLogger(JdbcIdempotencyStore.class);
  private static final long INTERVAL = Duration.ofHours(1).toNanos();
  private final Database database;
  private final Duration retention;
  private final TimeSource time;
  private final AtomicLong last;

  InboxPurge(Database database, Duration retention, TimeSource time) {
    this.database = database;
    this.retention = retention;
    this.time = time;
    this.last = new AtomicLong(time.nanoTime());
  }

  /** One batch at a time; the next caller goes on while batches are full. */
  void ifDue() {
    long before = last.get();
    long now = time.nanoTime();
    if (now - before < INTERVAL || !last.compareAndSet(before, now)) {
      return;
    }
    try {
      if (some() == Dialect.SOME) {
        last.compareAndSet(now, before);
      }
    } catch (OutboxException failed) {
      log.warn("The inbox could not be cleaned; it is tried again in an hour", failed);
    }
  }

  int all() {
    int all = 0;
    int some = Dialect.SOME;
    while (some == Dialect.SOME) {
      some = some();
      all += some;
    }
    return all;
  }

  private int some() {
    return database.ask(
        "forget old events of the inbox",
        (connection, tables) -> tables.inbox().purge(connection, retention));
  }
}
