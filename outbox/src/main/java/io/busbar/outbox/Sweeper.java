// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import io.busbar.core.BusbarConfig;
import io.busbar.outbox.Database.Tables;
import io.busbar.outbox.SweepQueries.Outlook;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
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

  private final Backlog backlog;
  private final Lease lease;
  private final BusbarConfig config;
  private final Alarm alarm;
  private Duration interval = SHORTEST;
  private @Nullable SweepPass pass;
  private int restarts;

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
    return isUnderWay() || backlog.wantsRefill() || alarm.isDue();
  }

  long nanosToNext() {
    return isUnderWay() ? 0 : alarm.nanosLeft();
  }

  /** Whether a pass has pages left, and memory room for them. */
  boolean isUnderWay() {
    return pass != null;
  }

  /** Forgets how far a pass has come: rows that it has brought were taken from this node. */
  void restart() {
    restarts++;
    pass = null;
    within(Duration.ZERO);
  }

  /** One page at a time, so that its events are sent before the next one is fetched. */
  void sweep(Tables tables, Connection connection) throws SQLException {
    SweepPass current = pass;
    pass = null;
    if (current == null) {
      begin(tables, connection);
      return;
    }
    int restartsBefore = restarts;
    boolean more = current.bringPage(tables, connection);
    if (restarts != restartsBefore) {
      return;
    }
    if (more) {
      pass = current;
    } else {
      settleInterval(current.found());
      arrangeNext(tables.sweep().look(connection, lease.node()));
    }
  }

  private void begin(Tables tables, Connection connection) throws SQLException {
    alarm.stop();
    alarm.within(interval);
    warnOfAbandoned();
    Outlook outlook = tables.sweep().look(connection, lease.node());
    if (outlook.work() || outlook.deadNodes() || backlog.counts().spilling()) {
      SweepPass begun = new SweepPass(backlog, lease);
      tables.sweep().forgetNodes(connection);
      pass = begun;
      sweep(tables, connection);
    } else {
      settleInterval(0);
      arrangeNext(outlook);
    }
  }

  private void arrangeNext(Outlook outlook) {
    if (backlog.lookUpAgain()) {
      alarm.within(SHORTEST);
    }
    outlook
        .untilNext()
        .ifPresent(millis -> alarm.within(Duration.ofMillis(Math.max(1, millis + 1))));
  }

  private void warnOfAbandoned() {
    int lost = backlog.abandoned(config.time().nanoTime() - LONGEST_TRANSACTION.toNanos());
    if (lost > 0) {
      log.warn(
          "{} events were stored in transactions of which nothing was heard for {}. If they are"
              + " committed, the next sweeps will find them; call committed() or rolledBack() on"
              + " every Enlistment",
          lost,
          LONGEST_TRANSACTION);
    }
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
