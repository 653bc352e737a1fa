// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import io.busbar.core.BusbarConfig;
import io.busbar.outbox.Database.Tables;
import io.busbar.outbox.SweepQueries.Candidate;
import io.busbar.outbox.SweepQueries.Glance;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
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

  private static final int MOST_AT_ONCE = 1_000;
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

  void sweep(Tables tables, Connection connection) throws SQLException {
    alarm.stop();
    alarm.within(interval);
    warnOfAbandoned();
    if (!backlog.needsLease()) {
      Glance glance = tables.sweep().look(connection);
      if (glance.isQuiet()) {
        settleInterval(0);
        glance.millisToEndOfLease().ifPresent(this::withinMillis);
        return;
      }
    }
    sweepAll(tables, connection);
  }

  private void sweepAll(Tables tables, Connection connection) throws SQLException {
    backlog.makeRoom();
    tables.sweep().forgetNodes(connection);
    settleInterval(bring(tables, connection));
    if (backlog.lookUpAgain()) {
      alarm.within(SHORTEST);
    }
    tables.sweep().untilNext(connection, lease.node()).ifPresent(this::withinMillis);
  }

  /** The first millisecond at which it is over. */
  private void withinMillis(long millis) {
    alarm.within(Duration.ofMillis(Math.max(1, millis + 1)));
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

  /**
   * Pages through the rows in the order of their ids, so that whatever is in memory has all earlier
   * rows of its key there as well.
   */
  private int bring(Tables tables, Connection connection) throws SQLException {
    long spilledBefore = backlog.spilled();
    long last = 0;
    int found = 0;
    boolean complete = false;
    while (!complete && backlog.room() > 0) {
      Integer live = lease.liveNode();
      int node = live == null ? Lease.NOBODY : live;
      List<Candidate> page = tables.sweep().candidates(connection, node, last, MOST_AT_ONCE);
      List<Candidate> fitting = fitting(page);
      found += take(tables, connection, fitting);
      complete = page.size() < MOST_AT_ONCE && fitting.size() == page.size();
      last = fitting.isEmpty() ? last : fitting.get(fitting.size() - 1).id();
    }
    if (complete) {
      backlog.caughtUp(spilledBefore);
    } else {
      backlog.leftBehind();
    }
    return found;
  }

  /** The first of the page, up to the row that memory has no room for. */
  private List<Candidate> fitting(List<Candidate> page) {
    List<Long> unknown = backlog.unknown(ids(page));
    int room = backlog.room();
    if (unknown.size() <= room) {
      return page;
    }
    long tooMuch = unknown.get(room);
    return page.stream().takeWhile(candidate -> candidate.id() < tooMuch).toList();
  }

  private int take(Tables tables, Connection connection, List<Candidate> candidates)
      throws SQLException {
    List<Long> free = ids(candidates.stream().filter(candidate -> !candidate.owned()).toList());
    Set<Long> confirmed = new TreeSet<>(ids(candidates.stream().filter(Candidate::owned).toList()));
    if (!free.isEmpty()) {
      int node = lease.ensure(tables.nodes(), connection);
      confirmed.addAll(tables.outbox().claim(connection, free, node));
    }
    return load(tables, connection, backlog.seen(List.copyOf(confirmed)));
  }

  private static List<Long> ids(List<Candidate> candidates) {
    return candidates.stream().map(Candidate::id).toList();
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
