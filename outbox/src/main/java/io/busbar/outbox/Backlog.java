// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import io.busbar.core.ServiceLimits;
import io.busbar.outbox.StoredEntry.State;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
  private final Map<Long, StoredEntry> known = new HashMap<>();
  private final Map<String, Lane> lanes = new HashMap<>();
  private final Map<String, BusQueue> buses = new LinkedHashMap<>();
  private final Set<StoredEntry> unverified = new LinkedHashSet<>();
  private final int capacity;
  private final int maxInFlight;
  private final RandomGenerator random;
  private int pending;
  private boolean spilling;
  private long spilled;

  Backlog(int capacity, int maxInFlight, RandomGenerator random) {
    this.capacity = capacity;
    this.maxInFlight = maxInFlight;
    this.random = random;
  }

  /** What a health endpoint shows. */
  record Counts(int inMemory, int inTransactions, boolean spilling, int blockedLanes) {}

  /** Rows were inserted; their transaction is open. */
  void opened(List<StoredEntry> rows, long now) {
    locked(() -> rows.forEach(row -> open(row, now)));
  }

  private void open(StoredEntry row, long now) {
    row.openedAt = now;
    known.put(row.id(), row);
    pending++;
    if (row.key() != null) {
      lanes.computeIfAbsent(row.key(), key -> new Lane()).add(row);
    }
  }

  /**
   * The transaction of these rows has committed. Rows whose owner is this node may go; those
   * without one have to be claimed first.
   *
   * @param verified false when only the caller says so
   */
  void committed(List<StoredEntry> rows, boolean verified) {
    locked(() -> rows.forEach(row -> commit(row, verified)));
  }

  private void commit(StoredEntry row, boolean verified) {
    if (known.get(row.id()) != row) {
      spill();
    } else if (row.state == State.PENDING) {
      if (isBlocked(row.key())) {
        remove(row);
      } else if (spilling || inMemory() >= capacity) {
        spill();
        remove(row);
      } else if (verified && row.owned()) {
        confirm(row);
      } else {
        ask(row);
      }
    }
  }

  private void spill() {
    spilling = true;
    spilled++;
  }

  /** Rows of transactions that were rolled back, or whose fate only the table knows. */
  void forgotten(List<StoredEntry> rows) {
    locked(() -> rows.stream().filter(row -> known.get(row.id()) == row).forEach(this::remove));
  }

  /**
   * Lets go of rows whose transaction was opened before a time and never heard of again.
   *
   * @return how many
   */
  int abandoned(long before) {
    return underLock(
        () -> {
          List<StoredEntry> lost =
              known.values().stream()
                  .filter(row -> row.state == State.PENDING && row.openedAt - before < 0)
                  .toList();
          lost.forEach(this::remove);
          return lost.size();
        });
  }

  List<StoredEntry> unverified() {
    return underLock(() -> List.copyOf(unverified));
  }

  /** The table was asked whether some rows are there and this node's; the others are gone. */
  void confirmed(List<StoredEntry> asked, Collection<Long> ids) {
    locked(
        () -> {
          for (StoredEntry row : asked) {
            if (row.state == State.UNVERIFIED && ids.contains(row.id())) {
              confirm(row);
            } else if (row.state == State.UNVERIFIED) {
              remove(row);
            }
          }
        });
  }

  /** The table was asked which rows stand behind one of their key that is another node's. */
  void lookedUp(List<StoredEntry> asked, Collection<Long> behind) {
    locked(() -> asked.forEach(row -> lookedUp(row, behind.contains(row.id()))));
  }

  private void lookedUp(StoredEntry row, boolean behind) {
    if (row.state == State.UNVERIFIED) {
      unverified.remove(row);
      row.state = behind ? State.BEHIND : State.READY;
      offerFirst(lane(row));
    }
  }

  /**
   * Before a sweep that has to catch up: rows that stand behind others must not take the room that
   * those others need.
   */
  void makeRoom() {
    locked(
        () -> {
          if (spilling || inMemory() >= capacity) {
            List<StoredEntry> behind =
                known.values().stream().filter(row -> row.state == State.BEHIND).toList();
            behind.forEach(row -> spill());
            behind.forEach(this::remove);
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
          List<StoredEntry> behind =
              known.values().stream().filter(row -> row.state == State.BEHIND).toList();
          behind.forEach(this::ask);
          return !behind.isEmpty();
        });
  }

  /** Those rows that are not in memory. */
  List<Long> unknown(List<Long> ids) {
    return underLock(() -> ids.stream().filter(id -> !known.containsKey(id)).toList());
  }

  /**
   * A sweep has seen rows of this node in the table, so they are committed.
   *
   * @return those that are not in memory
   */
  List<Long> seen(List<Long> ids) {
    return underLock(
        () -> {
          List<Long> unknown = new ArrayList<>();
          for (Long id : ids) {
            StoredEntry row = known.get(id);
            if (row == null) {
              unknown.add(id);
            } else if (!row.confirmed) {
              confirm(row);
            }
          }
          return unknown;
        });
  }

  /** Rows that a sweep has loaded from the table. */
  void loaded(List<StoredEntry> rows) {
    locked(
        () -> {
          for (StoredEntry row : rows) {
            open(row, row.openedAt);
            confirm(row);
          }
        });
  }

  /** The row is committed and ours; with a key, the table still knows whether it is its turn. */
  private void confirm(StoredEntry row) {
    row.confirmed = true;
    if (row.key() != null) {
      ask(row);
      return;
    }
    leaveOpen(row);
    row.state = State.READY;
    offer(row);
  }

  private void ask(StoredEntry row) {
    leaveOpen(row);
    row.state = State.UNVERIFIED;
    unverified.add(row);
  }

  private void leaveOpen(StoredEntry row) {
    if (row.state == State.PENDING) {
      pending--;
    }
    unverified.remove(row);
  }

  /** Queues a row if it is its turn. */
  private void offer(StoredEntry row) {
    Lane lane = lane(row);
    if (lane == null || lane.isTurnOf(row)) {
      bus(row).add(row);
    }
  }

  private void offerFirst(@Nullable Lane lane) {
    StoredEntry first = lane == null ? null : lane.first();
    if (first != null && first.state == State.READY) {
      offer(first);
    }
  }

  /** Takes rows for one request, in flight from now on. Empty when nothing can go. */
  List<StoredEntry> take(BusQueue bus, ServiceLimits limits, long now) {
    return underLock(
        () -> {
          Batch batch = new Batch(limits);
          for (StoredEntry row = bus.peek(now); row != null; row = bus.peek(now)) {
            if (mayGo(row) && !batch.takes(row)) {
              break;
            }
            bus.remove(row);
            if (mayGo(row)) {
              depart(row);
              batch.add(row);
            }
          }
          return batch.rows();
        });
  }

  private boolean mayGo(StoredEntry row) {
    Lane lane = lane(row);
    return known.get(row.id()) == row
        && row.state == State.READY
        && (lane == null || lane.isTurnOf(row));
  }

  private void depart(StoredEntry row) {
    row.state = State.IN_FLIGHT;
    row.backingOff = false;
    Lane lane = lane(row);
    if (lane != null) {
      lane.departed(row);
    }
  }

  /** The row needs no more sending; the next one of its key may go. Its place is kept. */
  void settled(StoredEntry row) {
    locked(
        () -> {
          row.state = State.SETTLED;
          leaveLane(row);
        });
  }

  /** Back to the queue: a row that was not to blame goes first. */
  void returned(StoredEntry row) {
    locked(() -> giveBack(row, false));
  }

  /** Back to the queue, not to be sent before a time. */
  void backsOff(StoredEntry row, long notBefore) {
    locked(
        () -> {
          row.notBefore = notBefore;
          giveBack(row, true);
        });
  }

  private void giveBack(StoredEntry row, boolean backingOff) {
    row.state = State.READY;
    row.backingOff = backingOff;
    Lane lane = lane(row);
    if (lane != null) {
      lane.landed(row);
    }
    if (known.get(row.id()) != row) {
      return;
    }
    if (lane == null && !backingOff) {
      bus(row).addFirst(row);
    } else if (lane == null) {
      bus(row).add(row);
    } else {
      offerFirst(lane);
    }
  }

  /**
   * A row blocks its lane. What waits behind it goes back to the table, so that it takes no room
   * from others, and comes again when the lane is free.
   */
  void blocks(StoredEntry row) {
    locked(
        () -> {
          Lane lane = lane(row);
          if (lane != null && known.get(row.id()) == row) {
            lane.block(row);
            lane.followers().stream().filter(Backlog::waits).forEach(this::remove);
          }
        });
  }

  private static boolean waits(StoredEntry row) {
    return row.state != State.PENDING && row.state != State.IN_FLIGHT && row.state != State.SETTLED;
  }

  /** A sweep asks what it need not bring: rows behind one that blocks their lane. */
  boolean isBlocked(String key, long id) {
    return underLock(() -> isBlocked(key) && !known.containsKey(id));
  }

  private boolean isBlocked(@Nullable String key) {
    Lane lane = key == null ? null : lanes.get(key);
    return lane != null && lane.isBlocked();
  }

  /** An operator has taken the row away, or another node has it. */
  void vanished(long id) {
    locked(
        () -> {
          StoredEntry row = known.get(id);
          if (row != null && row.state != State.IN_FLIGHT) {
            remove(row);
          }
        });
  }

  /** The rows have left the table. */
  void deleted(List<Long> ids) {
    locked(() -> ids.forEach(known::remove));
  }

  /**
   * Others have declared this node dead and may have its rows: nothing of it may be sent any more.
   * What is on its way stays until its answer is there.
   *
   * @return whether there was anything to lose
   */
  boolean disowned() {
    return underLock(
        () -> {
          List<StoredEntry> lost =
              known.values().stream()
                  .filter(row -> row.confirmed || row.owned())
                  .filter(row -> row.state != State.IN_FLIGHT && row.state != State.SETTLED)
                  .toList();
          lost.forEach(this::remove);
          return !lost.isEmpty();
        });
  }

  private void remove(StoredEntry row) {
    known.remove(row.id());
    leaveOpen(row);
    leaveLane(row);
  }

  private void leaveLane(StoredEntry row) {
    Lane lane = lane(row);
    if (lane == null) {
      return;
    }
    boolean wasBlocked = lane.isBlocked();
    lane.remove(row);
    if (wasBlocked && !lane.isBlocked()) {
      // What waits behind it was left in the table.
      spill();
    }
    if (lane.isEmpty()) {
      lanes.remove(row.key());
    } else {
      offerFirst(lane);
    }
  }

  private @Nullable Lane lane(StoredEntry row) {
    return row.key() == null ? null : lanes.get(row.key());
  }

  private BusQueue bus(StoredEntry row) {
    return buses.computeIfAbsent(row.entry().bus(), bus -> new BusQueue(bus, random, maxInFlight));
  }

  List<BusQueue> buses() {
    return underLock(() -> List.copyOf(buses.values()));
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
    return underLock(() -> Math.max(0, capacity - inMemory()));
  }

  /** Whether rows were left in the table and there is room again to fetch them. */
  boolean wantsRefill() {
    return underLock(() -> spilling && inMemory() <= capacity / 4);
  }

  /** A sweep has left rows in the table that were not this node's yet. */
  void leftBehind() {
    locked(this::spill);
  }

  /** Counts what was ever left in the table. */
  long spilled() {
    return underLock(() -> spilled);
  }

  /** A sweep has brought everything, if nothing was left behind since {@code spilledBefore}. */
  void caughtUp(long spilledBefore) {
    locked(() -> spilling = spilling && spilled != spilledBefore);
  }

  /** Whether any row is this node's duty, so that its lease must be kept. */
  boolean needsLease() {
    return underLock(() -> spilling || !known.isEmpty());
  }

  Counts counts() {
    return underLock(() -> new Counts(inMemory(), pending, spilling, blockedLanes()));
  }

  private int blockedLanes() {
    return (int) lanes.values().stream().filter(Lane::isBlocked).count();
  }

  private int inMemory() {
    return known.size() - pending;
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
