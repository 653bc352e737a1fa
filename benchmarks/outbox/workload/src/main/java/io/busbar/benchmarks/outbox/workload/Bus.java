// SPDX-License-Identifier: Apache-2.0
package io.busbar.benchmarks.outbox.workload;

import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;

/**
 * A bus in the contender's own process that accepts everything after a latency; so the figures are
 * those of the outbox and the database. Thread-safe.
 */
public final class Bus {
  private final long latencyNanos;
  private final AtomicLongArray committed;
  private final AtomicLongArray accepted;
  private final CountDownLatch left;

  Bus(long latencyMillis, int events) {
    this.latencyNanos = TimeUnit.MILLISECONDS.toNanos(latencyMillis);
    this.committed = new AtomicLongArray(events);
    this.accepted = new AtomicLongArray(events);
    this.left = new CountDownLatch(events);
  }

  /** One call for one event; returns when it is accepted. */
  public void publish(long number) {
    if (latencyNanos > 0) {
      long end = System.nanoTime() + latencyNanos;
      for (long wait = latencyNanos; wait > 0; wait = end - System.nanoTime()) {
        LockSupport.parkNanos(wait);
      }
    }
    accepted(number);
  }

  /** How long a call takes, for contenders that do not block. */
  public long latencyNanos() {
    return latencyNanos;
  }

  /** For contenders that do not block: the event was accepted. A second time does not count. */
  public void accepted(long number) {
    if (accepted.compareAndSet((int) number, 0, System.nanoTime())) {
      left.countDown();
    }
  }

  void committed(long number) {
    committed.set((int) number, System.nanoTime());
  }

  void awaitAll() throws InterruptedException {
    if (!left.await(10, TimeUnit.MINUTES)) {
      throw new IllegalStateException(left.getCount() + " events were not published in time.");
    }
  }

  void await(int number) {
    while (accepted.get(number) == 0) {
      LockSupport.parkNanos(100_000);
    }
  }

  /** Milliseconds from the commit to the acceptance of the first events, sorted. */
  double[] delays(int events) {
    double[] delays = new double[events];
    for (int i = 0; i < events; i++) {
      delays[i] = Math.max(0, accepted.get(i) - committed.get(i)) / 1e6;
    }
    Arrays.sort(delays);
    return delays;
  }
}
