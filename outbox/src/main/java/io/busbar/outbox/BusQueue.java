// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.PriorityQueue;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What waits for one bus: rows without a key, and the first row of each lane. Every bus has its
 * own, with its own circuit and its own share of requests, so that none delays another. The queues
 * are guarded by the {@link Backlog}; circuit and count are the relay's.
 */
final class BusQueue {
  private final Deque<StoredEntry> ready = new ArrayDeque<>();
  private final PriorityQueue<StoredEntry> backingOff =
      new PriorityQueue<>(
          Comparator.comparingLong((StoredEntry row) -> row.notBefore)
              .thenComparingLong(StoredEntry::id));
  private final String bus;
  private final Circuit circuit;
  private final InFlightWindow window;
  private volatile int inFlight;

  BusQueue(String bus, RandomGenerator random, int maxInFlight) {
    this.bus = bus;
    this.window = new InFlightWindow(maxInFlight);
    this.circuit = new Circuit(bus, random);
  }

  String bus() {
    return bus;
  }

  Circuit circuit() {
    return circuit;
  }

  InFlightWindow window() {
    return window;
  }

  int inFlight() {
    return inFlight;
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // Only the relay writes, under its step's lock.
  void departed() {
    inFlight++;
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // As above.
  void landed() {
    inFlight--;
  }

  void add(StoredEntry row) {
    if (row.queued) {
      return;
    }
    row.queued = true;
    if (row.backingOff) {
      backingOff.add(row);
    } else {
      ready.addLast(row);
    }
  }

  /** Before all others: a row that has been on its way already. */
  void addFirst(StoredEntry row) {
    if (!row.queued) {
      row.queued = true;
      ready.addFirst(row);
    }
  }

  /** The next row that need not wait, or null. */
  @Nullable StoredEntry peek(long now) {
    StoredEntry late = backingOff.peek();
    return late != null && late.notBefore - now <= 0 ? late : ready.peek();
  }

  /** Takes out what {@link #peek} has shown. */
  void remove(StoredEntry row) {
    row.queued = false;
    if (row == ready.peek()) {
      ready.remove();
    } else {
      backingOff.remove();
    }
  }

  /** When the next row may be sent; null when none waits. */
  @Nullable Long nextAt(long now) {
    if (!ready.isEmpty()) {
      return now;
    }
    StoredEntry late = backingOff.peek();
    return late == null ? null : Long.valueOf(late.notBefore);
  }
}
