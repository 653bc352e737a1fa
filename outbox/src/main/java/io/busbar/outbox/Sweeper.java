// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import io.busbar.core.BusbarConfig;
import io.busbar.outbox.Database.Tables;
import io.busbar.outbox.SweepQueries.Candidate;
import io.busbar.outbox.SweepQueries.Outlook;
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
    Outlook outlook = tables.sweep().look(connection, lease.node());
    if (outlook.work() || outlook.deadNodes() || backlog.counts().spilling()) {
      backlog.makeRoom();
      tables.sweep().forgetNodes(connection);
      settleInterval(bring(tables, connection));
      outlook = tables.sweep().look(connection, lease.node());
    } else {
      settleInterval(0);
    }
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
      List<Candidate> fitting = fitting(page.stream().filter(this::isFree).toList());
      found += take(tables, connection, fitting);
      boolean fits = fitting.size() == page.stream().filter(this::isFree).count();
      complete = page.size() < MOST_AT_ONCE && fits;
      last = fits ? lastOf(page, last) : lastOf(fitting, last);
    }
    if (complete) {
      backlog.caughtUp(spilledBefore);
    } else {
      backlog.leftBehind();
    }
    return found;
  }

  /** Not behind a row that blocks its lane. */
  private boolean isFree(Candidate candidate) {
    return candidate.key() == null || !backlog.isBlocked(candidate.key(), candidate.id());
  }

  private static long lastOf(List<Candidate> candidates, long otherwise) {
    return candidates.isEmpty() ? otherwise : candidates.get(candidates.size() - 1).id();
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
      tables
          .dialect()
          .election()
          .runIfElected(
              connection, own -> confirmed.addAll(tables.outbox().claim(own, free, node)));
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
