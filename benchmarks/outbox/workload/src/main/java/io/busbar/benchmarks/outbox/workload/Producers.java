// SPDX-License-Identifier: Apache-2.0
package io.busbar.benchmarks.outbox.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Eight threads that run one transaction after the other. */
final class Producers {
  private static final int THREADS = 8;

  /** One transaction. */
  @FunctionalInterface
  interface Transaction {
    void run(OrderPlaced event) throws Exception;
  }

  private Producers() {}

  /**
   * Runs all transactions and returns when the last has committed.
   *
   * @param paceNanos between the starts of two transactions of all threads; 0 for as fast as it
   *     goes
   */
  static void run(int events, long paceNanos, Transaction transaction) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    AtomicInteger next = new AtomicInteger();
    long start = System.nanoTime();
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        running.add(
            threads.submit(
                () -> {
                  for (int n = next.getAndIncrement(); n < events; n = next.getAndIncrement()) {
                    awaitTurn(start + n * paceNanos);
                    transaction.run(OrderPlaced.of(n));
                  }
                  return null;
                }));
      }
      for (Future<?> each : running) {
        each.get();
      }
    } finally {
      threads.shutdown();
    }
  }

  private static void awaitTurn(long at) {
    for (long wait = at - System.nanoTime(); wait > 0; wait = at - System.nanoTime()) {
      LockSupport.parkNanos(wait);
    }
  }
}
