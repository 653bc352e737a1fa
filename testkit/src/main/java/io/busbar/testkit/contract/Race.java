// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;

/** What several threads got that did the same at the same moment. */
record Race<T>(List<T> results) {

  /** Runs {@code step} on so many threads, which wait for each other before they begin. */
  static <T> Race<T> of(int threads, Callable<T> step) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    CyclicBarrier start = new CyclicBarrier(threads);
    try {
      List<Future<T>> pending = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        pending.add(
            pool.submit(
                () -> {
                  start.await();
                  return step.call();
                }));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> result : pending) {
        results.add(result.get());
      }
      return new Race<>(results);
    } finally {
      pool.shutdownNow();
    }
  }

  long count(Predicate<T> condition) {
    return results.stream().filter(condition).count();
  }
}
