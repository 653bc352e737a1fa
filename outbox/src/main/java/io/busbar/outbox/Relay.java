// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import io.busbar.core.BusbarConfig;
import io.busbar.core.publish.EventTransport;
import io.busbar.outbox.Database.Tables;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries stored events to the bus: sends what is in memory, tells the table what became of it, and
 * sweeps. It has no thread; {@link #step()} does what is due. Requests never go out while a
 * connection is checked out.
 */
final class Relay {
  private static final Logger log = LoggerFactory.getLogger(Outbox.class);
  private final ReentrantLock stepping = new ReentrantLock();
  private final BusbarConfig config;
  private final Database database;
  private final Backlog backlog;
  private final Lease lease;
  private final Sweeper sweeper;
  private final Settlement settlement;
  private final Sender sender;
  private final Answers answers;
  private final Alarm databaseRetry;
  private int databaseFailures;
  private volatile @Nullable String databaseTrouble;

  Relay(
      BusbarConfig config,
      Settings settings,
      EventTransport transport,
      Database database,
      Signal signal) {
    this.config = config;
    this.database = database;
    this.backlog = new Backlog(settings.memory(), settings.maxInFlight(), config.random());
    this.lease =
        new Lease(config.time(), settings.lease(), config.service().name(), this::disowned);
    this.sweeper = new Sweeper(backlog, lease, config);
    this.settlement = new Settlement(backlog, lease, config.time(), settings);
    this.sender = new Sender(transport, backlog, config, signal::raise);
    this.answers = new Answers(backlog, settlement, config, settings);
    this.databaseRetry = new Alarm(config.time());
  }

  Backlog backlog() {
    return backlog;
  }

  Lease lease() {
    return lease;
  }

  Sweeper sweeper() {
    return sweeper;
  }

  /** Why the database does not answer, or null when it does. */
  @Nullable String databaseTrouble() {
    return databaseTrouble;
  }

  /** Does what is due, once. True when there is more to do at once. */
  boolean step() {
    stepping.lock();
    try {
      takeAnswers();
      boolean sent = send();
      databaseWork();
      boolean sentMore = send();
      return sent || sentMore || !sender.answers().isEmpty() || hasMorePages();
    } finally {
      stepping.unlock();
    }
  }

  private boolean hasMorePages() {
    return sweeper.isUnderWay() && databaseRetry.isDue();
  }

  private void takeAnswers() {
    for (Answer next = sender.answers().poll(); next != null; next = sender.answers().poll()) {
      answers.take(next);
    }
  }

  /** Without a lease our rows may be somebody else's by now. */
  private boolean send() {
    return lease.liveNode() != null && sender.send();
  }

  private void databaseWork() {
    if (!isDatabaseWorkDue() || !databaseRetry.isDue()) {
      return;
    }
    try {
      database.run(this::work);
      databaseWorks();
    } catch (SQLException | RuntimeException failed) {
      databaseFails(failed);
    }
  }

  private boolean isDatabaseWorkDue() {
    return settlement.isDue()
        || isRenewalDue()
        || !backlog.unverified().isEmpty()
        || sweeper.isDue();
  }

  private boolean isRenewalDue() {
    return backlog.needsLease() && lease.isDueForRenewal();
  }

  private void work(Connection connection) throws SQLException {
    Tables tables = database.tables(connection);
    if (settlement.isDue() || sweeper.isDue()) {
      settlement.write(tables, connection);
    }
    if (isRenewalDue()) {
      lease.ensure(tables.nodes(), connection);
    }
    Verification verification = new Verification(backlog, lease);
    verification.run(tables, connection);
    if (sweeper.isDue()) {
      sweeper.sweep(tables, connection);
      verification.run(tables, connection);
    }
  }

  private void databaseWorks() {
    if (databaseFailures > 0) {
      log.info("The outbox's database answers again");
    }
    databaseFailures = 0;
    databaseTrouble = null;
  }

  private void databaseFails(Exception failed) {
    if (databaseFailures == 0) {
      log.warn("The outbox's database does not answer; it is asked again until it does", failed);
    }
    databaseFailures++;
    databaseTrouble = String.valueOf(failed.getMessage());
    long wait = Backoff.DATABASE.nanos(databaseFailures, config.random());
    databaseRetry.stop();
    databaseRetry.within(Duration.ofNanos(wait));
    sweeper.within(Duration.ofNanos(wait));
  }

  private void disowned() {
    if (backlog.disowned()) {
      log.warn(
          "The outbox's lease has ended before it was renewed, and others may have taken its events"
              + " over; some may be published twice, with the same id. Was the process paused, or"
              + " is the lease too short?");
    }
    sweeper.restart();
  }

  /** Nanoseconds until something is due by itself; {@link Long#MAX_VALUE} for never. */
  long nanosToNext() {
    long retry = databaseRetry.nanosLeft();
    long table = Math.max(retry, tableNanos());
    long now = config.time().nanoTime();
    long next = table;
    if (lease.liveNode() != null) {
      for (BusQueue bus : backlog.buses()) {
        next = Math.min(next, nanosToNext(bus, now));
      }
    }
    return next;
  }

  private long tableNanos() {
    if (!backlog.unverified().isEmpty() || backlog.wantsRefill()) {
      return 0;
    }
    long renewal = backlog.needsLease() ? Math.max(0, lease.nanosToRenewal()) : Long.MAX_VALUE;
    return Math.min(settlement.nanosToDue(), Math.min(renewal, sweeper.nanosToNext()));
  }

  /** A bus that can take no more requests wakes the relay by its answers. */
  private long nanosToNext(BusQueue bus, long now) {
    Long at = backlog.nextAt(bus, now);
    if (at == null || sender.isBusy(bus)) {
      return Long.MAX_VALUE;
    }
    return Math.max(Math.max(0, at - now), bus.circuit().nanosToNextTry(now));
  }

  int inFlight() {
    return backlog.buses().stream().mapToInt(BusQueue::inFlight).sum();
  }

  /** Looks at answers without sending anything more, and tells the table. */
  void finish() {
    stepping.lock();
    try {
      takeAnswers();
    } finally {
      stepping.unlock();
    }
  }

  /** Writes down what is known and leaves the rest to other nodes, or to the next start. */
  void leave() {
    stepping.lock();
    try {
      takeAnswers();
      if (settlement.isEmpty() && lease.node() == Lease.NOBODY) {
        return;
      }
      database.run(
          connection -> {
            Tables tables = database.tables(connection);
            settlement.write(tables, connection);
            lease.leave(tables.nodes(), connection);
          });
    } catch (SQLException | RuntimeException failed) {
      log.warn(
          "The outbox could not hand over its events while closing; they are taken over when its"
              + " lease has ended",
          failed);
    } finally {
      stepping.unlock();
    }
  }
}
