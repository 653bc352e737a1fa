// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import io.busbar.core.BusbarConfig;
import io.busbar.outbox.Database.Tables;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings rows from the table into memory: those of dead nodes, those that are due, those that
 * nobody owns, and those of this node that memory had no room for or lost sight of. Looks once a
 * second, and less and less often, down to once a minute, as long as it finds nothing; and at once
 * when something is known to become due. Used by the relay; {@link #within} is for everybody.
 */
final class Sweeper {
  private static final Logger log = LoggerFactory.getLogger(Outbox.class);
  static final Duration SHORTEST = Duration.ofSeconds(1);
  static final Duration LONGEST = Duration.ofSeconds(60);

  /** A transaction that has been open so long has been forgotten by its owner. */
  private static final Duration LONGEST_TRANSACTION = Duration.ofMinutes(10);

  private static final int MOST_AT_ONCE = 500;
  private static final int PAGE = 1_000;
  private static final int LOADED_AT_ONCE = 100;
  private final Backlog backlog;
  private final Lease lease;
  private final BusbarConfig config;
  private final Alarm alarm;
  private Duration interval = SHORTEST;

  Sweeper(Backlog backlog, Lease lease, BusbarConfig config) {
    this.backlog = backlog;
    this.lease = lease;
    this.config = config;
    this.alarm = new Alarm(config.time());
  }

  /** Sees to it that there is a sweep when this time has passed, or earlier. */
  void within(Duration delay) {
    alarm.within(delay);
  }

  boolean isDue() {
    return backlog.wantsRefill() || alarm.isDue();
  }

  long nanosToNext() {
    return alarm.nanosLeft();
  }

  /** Whether there may be more at once. */
  boolean sweep(Tables tables, Connection connection) throws SQLException {
    long spilledBefore = backlog.spilled();
    alarm.stop();
    alarm.within(interval);
    warnOfAbandoned();
    int limit = Math.min(MOST_AT_ONCE, backlog.room());
    List<Long> adopted = limit == 0 ? List.of() : adopt(tables, connection, limit);
    boolean more = !adopted.isEmpty() && adopted.size() == limit;
    int found = load(tables, connection, backlog.seen(adopted));
    if (!more && limit > 0) {
      found += refill(tables, connection, spilledBefore);
    }
    settleInterval(found);
    tables
        .sweep()
        .untilNext(connection, lease.node())
        .ifPresent(millis -> alarm.within(Duration.ofMillis(Math.max(1, millis + 1))));
    if (more) {
      backlog.leftBehind();
    }
    return more && backlog.room() > 0;
  }

  private void warnOfAbandoned() {
    int lost = backlog.abandoned(config.time().nanoTime() - LONGEST_TRANSACTION.toNanos());
    if (lost > 0) {
      log.warn(
          "{} events were stored in transactions of which nothing was heard for {}. If they are committed, the next sweeps will find "
              + "them; call committed() or rolledBack() on every Enlistment",
          lost,
          LONGEST_TRANSACTION);
    }
  }

  private List<Long> adopt(Tables tables, Connection connection, int limit) throws SQLException {
    List<Long> ids = new ArrayList<>();
    Database.inTransaction(
        connection,
        own -> {
          tables.sweep().forgetNodes(own);
          ids.addAll(tables.sweep().adoptable(own, limit));
          if (!ids.isEmpty()) {
            tables.sweep().adopt(own, ids, lease.ensure(tables.nodes(), own));
          }
        });
    return ids;
  }

  /** Pages through this node's own rows for those that are not in memory. */
  private int refill(Tables tables, Connection connection, long spilledBefore) throws SQLException {
    Integer node = lease.liveNode();
    int found = 0;
    long last = 0;
    boolean complete = node == null;
    while (node != null && !complete && backlog.room() > 0) {
      List<Long> page = tables.sweep().ownedBehind(connection, node, last, PAGE);
      List<Long> missing = backlog.seen(page);
      List<Long> fitting = missing.subList(0, Math.min(missing.size(), backlog.room()));
      found += load(tables, connection, fitting);
      complete = page.size() < PAGE && fitting.size() == missing.size();
      last = page.isEmpty() ? last : page.get(page.size() - 1);
    }
    if (complete) {
      backlog.caughtUp(spilledBefore);
    }
    return found;
  }

  private int load(Tables tables, Connection connection, List<Long> ids) throws SQLException {
    for (int from = 0; from < ids.size(); from += LOADED_AT_ONCE) {
      int to = Math.min(ids.size(), from + LOADED_AT_ONCE);
      backlog.loaded(tables.outbox().load(connection, ids.subList(from, to)));
    }
    return ids.size();
  }

  private void settleInterval(int found) {
    if (found > 0) {
      config.instruments().outboxSwept(found);
    }
    Duration doubled = interval.multipliedBy(2);
    interval = found > 0 ? SHORTEST : doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
    if (found > 0) {
      alarm.within(SHORTEST);
    }
  }
}
