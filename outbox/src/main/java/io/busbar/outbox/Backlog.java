// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import io.busbar.core.ServiceLimits;
import io.busbar.outbox.StoredEntry.State;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The rows that this node holds in memory: those of open transactions, those that wait for their
 * turn, and those on their way. It is bounded: what is too much stays in the table, from which a
 * sweep brings it later. Once one row was left there, all later ones are, until a sweep has caught
 * up, so that none overtakes.
 *
 * <p>Thread-safe: business threads hand over, the relay takes. No I/O under the lock.
 */
final class Backlog {
  private final ReentrantLock lock = new ReentrantLock();
  private final BusQueues queues;
  private final Rows rows;
  private final AtomicLong looks = new AtomicLong();

  Backlog(int capacity, int maxInFlight, RandomGenerator random) {
    this.queues = new BusQueues(maxInFlight, random);
    this.rows = new Rows(queues, capacity);
  }

  /** What a health endpoint shows. */
  record Counts(int inMemory, int inTransactions, boolean spilling, int blockedLanes) {}

  /** Rows were inserted; their transaction is open. */
  void opened(List<StoredEntry> inserted, long now) {
    locked(() -> inserted.forEach(row -> rows.open(row, now)));
  }

  /**
   * The transaction of these rows has committed. Rows whose owner is this node may go; those
   * without one have to be claimed first.
   *
   * @param verified false when only the caller says so
   */
  void committed(List<StoredEntry> inserted, boolean verified) {
    locked(() -> inserted.forEach(row -> rows.commit(row, verified)));
  }

  /** How often a sweep has looked for rows that are not in memory. */
  long looks() {
    return looks.get();
  }

  /**
   * Rows were inserted and committed at once. A sweep that has looked in between may have taken
   * them for lost and brought them, or even sent them: then the table is asked first.
   *
   * @param looksBefore {@link #looks} before the commit
   */
  void arrived(List<StoredEntry> inserted, long now, long looksBefore) {
    locked(
        () -> {
          boolean verified = looks.get() == looksBefore;
          for (StoredEntry row : inserted) {
            if (rows.get(row.id()) == null) {
              rows.open(row, now);
              rows.commit(row, verified);
            }
          }
        });
  }

  /** Rows of transactions that were rolled back, or whose fate only the table knows. */
  void forgotten(List<StoredEntry> inserted) {
    locked(() -> inserted.stream().filter(rows::isKnown).forEach(rows::remove));
  }

  /**
   * Lets go of rows whose transaction was opened before a time and never heard of again.
   *
   * @return how many
   */
  int abandoned(long before) {
    return underLock(
            () -> rows.remove(row -> row.state == State.PENDING && row.openedAt - before < 0))
        .size();
  }

  List<StoredEntry> unverified() {
    return underLock(rows::unverified);
  }

  /** The table was asked whether some rows are there and this node's; the others are gone. */
  void confirmed(List<StoredEntry> asked, Collection<Long> ids) {
    locked(
        () -> {
          for (StoredEntry row : asked) {
            if (row.state == State.UNVERIFIED && ids.contains(row.id())) {
              rows.confirm(row);
            } else if (row.state == State.UNVERIFIED) {
              rows.remove(row);
            }
          }
        });
  }

  /** The table was asked which rows stand behind one of their key that is another node's. */
  void lookedUp(List<StoredEntry> asked, Collection<Long> behind) {
    locked(() -> asked.forEach(row -> rows.lookedUp(row, behind.contains(row.id()))));
  }

  /**
   * Before a sweep that has to catch up: rows that stand behind others must not take the room that
   * those others need. What is left in the table from now on, the sweep may miss.
   */
  void passBegins() {
    locked(
        () -> {
          rows.passBegins();
          if (rows.isSpilling() || rows.isFull()) {
            rows.remove(row -> row.state == State.BEHIND).forEach(row -> rows.spill());
          }
        });
  }

  /**
   * After a sweep: rows that stood behind others may have their turn now.
   *
   * @return whether there are any
   */
  boolean lookUpAgain() {
    return underLock(
        () -> {
          List<StoredEntry> behind = rows.in(State.BEHIND);
          behind.forEach(rows::ask);
          return !behind.isEmpty();
        });
  }

  /** Those rows that are not in memory. */
  List<Long> unknown(List<Long> ids) {
    return underLock(() -> ids.stream().filter(id -> rows.get(id) == null).toList());
  }

  /**
   * A sweep has seen rows of this node in the table, so they are committed.
   *
   * @return those that are not in memory
   */
  List<Long> seen(List<Long> ids) {
    return underLock(
        () -> {
          looks.incrementAndGet();
          return rows.seen(ids);
        });
  }

  /**
   * Rows that a sweep has loaded from the table. Some stay there after all, when an earlier one of
   * their key was left there since the sweep began.
   */
  void loaded(List<StoredEntry> loaded) {
    locked(() -> loaded.forEach(rows::load));
  }

  /** Takes rows for one request, in flight from now on. Empty when nothing can go. */
  List<StoredEntry> take(BusQueue bus, ServiceLimits limits, long now) {
    return underLock(() -> BusQueues.take(bus, rows, limits, now));
  }

  /** The row needs no more sending; the next one of its key may go. Its place is kept. */
  void settled(StoredEntry row) {
    locked(() -> rows.settle(row));
  }

  /** Back to the queue: a row that was not to blame goes first. */
  void returned(StoredEntry row) {
    locked(() -> rows.giveBack(row, false));
  }

  /** Back to the queue, not to be sent before a time. */
  void backsOff(StoredEntry row, long notBefore) {
    locked(
        () -> {
          row.notBefore = notBefore;
          rows.giveBack(row, true);
        });
  }

  /**
   * A row blocks its lane. What waits behind it goes back to the table, so that it takes no room
   * from others, and comes again when the lane is free.
   */
  void blocks(StoredEntry row) {
    locked(() -> rows.block(row));
  }

  /** A sweep asks what it need not bring: rows behind one that blocks their lane. */
  boolean isBlocked(String key, long id) {
    return underLock(() -> rows.isBlocked(key) && rows.get(id) == null);
  }

  /** An operator has taken the row away, or another node has it. */
  void vanished(long id) {
    locked(
        () -> {
          StoredEntry row = rows.get(id);
          if (row != null && row.state != State.IN_FLIGHT) {
            rows.remove(row);
          }
        });
  }

  /** The rows have left the table. */
  void deleted(List<Long> ids) {
    locked(() -> ids.forEach(rows::delete));
  }

  /**
   * Others have declared this node dead and may have its rows: nothing of it may be sent any more.
   * What is on its way stays until its answer is there.
   *
   * @return whether there was anything to lose, or to be sent by others as well
   */
  boolean disowned() {
    return underLock(
        () -> {
          boolean hadAny = !rows.isEmpty();
          rows.remove(row -> (row.confirmed || row.owned()) && !isGone(row));
          return hadAny;
        });
  }

  private static boolean isGone(StoredEntry row) {
    return row.state == State.IN_FLIGHT || row.state == State.SETTLED;
  }

  List<BusQueue> buses() {
    return underLock(queues::all);
  }

  /** When a row of a bus may be sent; null when none waits. */
  @Nullable Long nextAt(BusQueue bus, long now) {
    lock.lock();
    try {
      return bus.nextAt(now);
    } finally {
      lock.unlock();
    }
  }

  /** How many more rows a sweep may bring. */
  int room() {
    return underLock(rows::room);
  }

  /** Whether rows were left in the table and there is room again to fetch them. */
  boolean wantsRefill() {
    return underLock(rows::wantsRefill);
  }

  /** A sweep has left rows in the table that were not this node's yet. */
  void leftBehind() {
    locked(rows::spill);
  }

  /** Counts what was ever left in the table. */
  long spilled() {
    return underLock(rows::spilled);
  }

  /** A sweep has brought everything, if nothing was left behind since {@code spilledBefore}. */
  void caughtUp(long spilledBefore) {
    locked(() -> rows.caughtUp(spilledBefore));
  }

  /** Whether any row is this node's duty, so that its lease must be kept. */
  boolean needsLease() {
    return underLock(() -> rows.isSpilling() || !rows.isEmpty());
  }

  Counts counts() {
    return underLock(rows::counts);
  }

  private void locked(Runnable work) {
    lock.lock();
    try {
      work.run();
    } finally {
      lock.unlock();
    }
  }

  private <T> T underLock(Supplier<T> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }
}
