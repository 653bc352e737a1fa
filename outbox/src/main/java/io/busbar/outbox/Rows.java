// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import io.busbar.outbox.StoredEntry.State;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The rows in memory and the state that each is in, from its insert to its deletion. Guarded by the
 * {@link Backlog}.
 */
final class Rows {
  private final Map<Long, StoredEntry> known = new HashMap<>();
  private final Map<String, Lane> lanes = new HashMap<>();
  private final Set<StoredEntry> unverified = new LinkedHashSet<>();
  private final Set<String> leftKeys = new HashSet<>();
  private final BusQueues queues;
  private final int capacity;
  private int pending;
  private boolean spilling;
  private long spilled;

  Rows(BusQueues queues, int capacity) {
    this.queues = queues;
    this.capacity = capacity;
  }

  void open(StoredEntry row, long now) {
    row.openedAt = now;
    known.put(row.id(), row);
    pending++;
    if (row.key() != null) {
      lanes.computeIfAbsent(row.key(), key -> new Lane()).add(row);
    }
  }

  void commit(StoredEntry row, boolean verified) {
    if (!isKnown(row)) {
      leave(row);
    } else if (row.state == State.PENDING) {
      if (isBlocked(row.key())) {
        remove(row);
      } else if (isLeft(row)) {
        leave(row);
        remove(row);
      } else if (verified && row.owned()) {
        confirm(row);
      } else {
        ask(row);
      }
    }
  }

  /** Without room it stays in the table, unless a later one of its key is in memory already. */
  private boolean isLeft(StoredEntry row) {
    Lane lane = lane(row);
    return (spilling || isFull()) && (lane == null || !lane.isAwaited(row));
  }

  private void leave(StoredEntry row) {
    spill();
    if (row.key() != null) {
      leftKeys.add(row.key());
    }
  }

  void spill() {
    spilling = true;
    spilled++;
  }

  /** A row of the table that this node owns. One whose key has left an earlier row there waits. */
  boolean load(StoredEntry row) {
    if (row.key() != null && leftKeys.contains(row.key())) {
      spill();
      return false;
    }
    open(row, row.openedAt);
    confirm(row);
    return true;
  }

  /** What is left in the table from now on may have been missed by a pass that begins now. */
  void passBegins() {
    leftKeys.clear();
  }

  /** The row is committed and ours; with a key, the table still knows whether it is its turn. */
  void confirm(StoredEntry row) {
    row.confirmed = true;
    if (row.key() != null) {
      ask(row);
      return;
    }
    leaveOpen(row);
    row.state = State.READY;
    offer(row);
  }

  void ask(StoredEntry row) {
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

  void lookedUp(StoredEntry row, boolean behind) {
    if (row.state == State.UNVERIFIED) {
      unverified.remove(row);
      row.state = behind ? State.BEHIND : State.READY;
      offerFirst(lane(row));
    }
  }

  /** Queues a row if it is its turn. */
  private void offer(StoredEntry row) {
    Lane lane = lane(row);
    if (lane == null || lane.isTurnOf(row)) {
      queues.of(row).add(row);
    }
  }

  private void offerFirst(@Nullable Lane lane) {
    StoredEntry first = lane == null ? null : lane.first();
    if (first != null && first.state == State.READY) {
      offer(first);
    }
  }

  boolean mayGo(StoredEntry row) {
    Lane lane = lane(row);
    return isKnown(row) && row.state == State.READY && (lane == null || lane.isTurnOf(row));
  }

  void depart(StoredEntry row) {
    row.state = State.IN_FLIGHT;
    row.backingOff = false;
    Lane lane = lane(row);
    if (lane != null) {
      lane.departed(row);
    }
  }

  void settle(StoredEntry row) {
    row.state = State.SETTLED;
    leaveLane(row);
  }

  void giveBack(StoredEntry row, boolean backingOff) {
    row.state = State.READY;
    row.backingOff = backingOff;
    Lane lane = lane(row);
    if (lane != null) {
      lane.landed(row);
    }
    if (!isKnown(row)) {
      return;
    }
    if (lane != null) {
      offerFirst(lane);
    } else if (backingOff) {
      queues.of(row).add(row);
    } else {
      queues.of(row).addFirst(row);
    }
  }

  void block(StoredEntry row) {
    Lane lane = lane(row);
    if (lane != null && isKnown(row)) {
      lane.block(row);
      lane.followers().stream().filter(Rows::waits).forEach(this::remove);
    }
  }

  private static boolean waits(StoredEntry row) {
    return row.state != State.PENDING && row.state != State.IN_FLIGHT && row.state != State.SETTLED;
  }

  boolean isBlocked(@Nullable String key) {
    Lane lane = key == null ? null : lanes.get(key);
    return lane != null && lane.isBlocked();
  }

  /** The row has left the table. */
  void delete(long id) {
    known.remove(id);
  }

  void remove(StoredEntry row) {
    known.remove(row.id());
    leaveOpen(row);
    leaveLane(row);
  }

  /** Returns what was removed. */
  List<StoredEntry> remove(Predicate<StoredEntry> which) {
    List<StoredEntry> lost = in(which);
    lost.forEach(this::remove);
    return lost;
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

  List<StoredEntry> in(State state) {
    return in(row -> row.state == state);
  }

  private List<StoredEntry> in(Predicate<StoredEntry> which) {
    return known.values().stream().filter(which).toList();
  }

  /** Those in memory are confirmed; returned are the others. */
  List<Long> seen(Collection<Long> ids) {
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
  }

  @Nullable StoredEntry get(long id) {
    return known.get(id);
  }

  boolean isKnown(StoredEntry row) {
    return known.get(row.id()) == row;
  }

  List<StoredEntry> unverified() {
    return List.copyOf(unverified);
  }

  boolean isSpilling() {
    return spilling;
  }

  long spilled() {
    return spilled;
  }

  void caughtUp(long spilledBefore) {
    spilling = spilling && spilled != spilledBefore;
  }

  boolean isEmpty() {
    return known.isEmpty();
  }

  boolean isFull() {
    return inMemory() >= capacity;
  }

  int room() {
    return Math.max(0, capacity - inMemory());
  }

  boolean wantsRefill() {
    return spilling && inMemory() <= capacity / 4;
  }

  private int inMemory() {
    return known.size() - pending;
  }

  Backlog.Counts counts() {
    int blocked = (int) lanes.values().stream().filter(Lane::isBlocked).count();
    return new Backlog.Counts(inMemory(), pending, spilling, blocked);
  }
}
