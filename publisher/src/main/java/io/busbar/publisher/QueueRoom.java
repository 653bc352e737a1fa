// SPDX-License-Identifier: Apache-2.0
package io.busbar.publisher;

import io.busbar.core.TimeSource;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many events may be unfinished at once: those that wait, those in flight and those that wait
 * for another try. Who finds no room can wait for it. Thread-safe.
 */
final class QueueRoom {
  private static final int SHARE = 16;

  private final int capacity;

  /** So many places are free before those who wait are woken: waking costs more than publishing. */
  private final int wakeAt;

  private final TimeSource time;
  private final AtomicInteger free;
  private final Queue<Waiter> waiters = new ConcurrentLinkedQueue<>();

  QueueRoom(int capacity, TimeSource time) {
    this.capacity = capacity;
    this.wakeAt = Math.max(1, capacity / SHARE);
    this.time = time;
    this.free = new AtomicInteger(capacity);
  }

  /** Takes a place if there is one. */
  boolean tryEnter() {
    int seen = free.get();
    while (seen > 0) {
      if (free.compareAndSet(seen, seen - 1)) {
        return true;
      }
      seen = free.get();
    }
    return false;
  }

  /**
   * Takes a place, waiting for one if need be.
   *
   * @return false when there was none in time, or nobody may wait any more
   */
  boolean enter(Duration timeout) {
    long deadline = time.nanoTime() + timeout.toNanos();
    while (!tryEnter()) {
      long left = deadline - time.nanoTime();
      if (left <= 0 || !awaitRoom(Duration.ofNanos(left))) {
        return false;
      }
    }
    return true;
  }

  void leave(int places) {
    int now = free.addAndGet(places);
    if (now >= wakeAt) {
      wake(now, true);
    }
  }

  /** Sends away all who wait. */
  void turnAwayWaiters() {
    wake(Integer.MAX_VALUE, false);
  }

  boolean isEmpty() {
    return free.get() == capacity;
  }

  boolean isFull() {
    return free.get() <= 0;
  }

  /** How many places are taken. */
  int taken() {
    return capacity - free.get();
  }

  int capacity() {
    return capacity;
  }

  private boolean awaitRoom(Duration timeout) {
    Waiter waiter = new Waiter();
    waiters.add(waiter);
    // Whoever left before we were in the list could not have seen us.
    if (free.get() >= wakeAt) {
      waiter.signal.complete(true);
    }
    TimeSource.Cancellable timer = time.schedule(timeout, () -> waiter.signal.complete(true));
    boolean again = waiter.signal.join();
    timer.cancel();
    waiters.remove(waiter);
    return again;
  }

  private void wake(int count, boolean tryAgain) {
    for (int i = 0; i < count; i++) {
      Waiter waiter = waiters.poll();
      if (waiter == null) {
        return;
      }
      waiter.signal.complete(tryAgain);
    }
  }

  /** One caller; its signal says whether it may try again. */
  private static final class Waiter {
    private final CompletableFuture<Boolean> signal = new CompletableFuture<>();
  }
}
