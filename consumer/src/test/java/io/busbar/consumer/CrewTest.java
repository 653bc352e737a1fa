// SPDX-License-Identifier: Apache-2.0
package io.busbar.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CrewTest {
  private final List<Integer> done = new ArrayList<>();

  /** Threads that begin when the test says so. */
  private static final class Called extends AbstractExecutorService {
    private final List<Runnable> workers = new ArrayList<>();
    private boolean full;

    @Override
    public void execute(Runnable worker) {
      if (full) {
        throw new RejectedExecutionException("no thread");
      }
      workers.add(worker);
    }

    @Override
    public void shutdown() {}

    @Override
    public List<Runnable> shutdownNow() {
      return List.of();
    }

    @Override
    public boolean isShutdown() {
      return false;
    }

    @Override
    public boolean isTerminated() {
      return false;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
      return false;
    }
  }

  @Test
  void doesShortTasksOnOneThreadAndCallsOneMoreMeanwhile() {
    Called threads = new Called();
    Crew crew = new Crew(threads);
    IntStream.range(0, 10).forEach(i -> crew.execute(() -> done.add(i)));
    assertThat(threads.workers).hasSize(1);

    threads.workers.get(0).run();

    assertThat(done).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    assertThat(threads.workers).hasSize(2);
    threads.workers.get(1).run();
    crew.execute(() -> done.add(10));
    assertThat(threads.workers).hasSize(3);
  }

  @Test
  void letsNoTaskWaitBehindAnother() throws InterruptedException {
    ExecutorService threads = Executors.newCachedThreadPool();
    Crew crew = new Crew(threads);
    CyclicBarrier allAtOnce = new CyclicBarrier(20);
    CountDownLatch passed = new CountDownLatch(20);
    for (int i = 0; i < 20; i++) {
      crew.execute(
          () -> {
            await(allAtOnce);
            passed.countDown();
          });
    }

    passed.await();

    crew.interrupt();
    assertThat(threads.awaitTermination(50, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void doesNotKeepATaskThatNoThreadTakes() {
    Called threads = new Called();
    Crew crew = new Crew(threads);
    threads.full = true;

    assertThatThrownBy(() -> crew.execute(() -> done.add(1)))
        .isInstanceOf(RejectedExecutionException.class);
    threads.full = false;
    crew.execute(() -> done.add(2));
    threads.workers.get(0).run();

    assertThat(done).containsExactly(2);
  }

  @Test
  void goesOnAloneWhenThereAreNoFurtherThreads() {
    Called threads = new Called();
    Crew crew = new Crew(threads);
    IntStream.range(0, 3).forEach(i -> crew.execute(() -> done.add(i)));
    threads.full = true;

    threads.workers.get(0).run();

    assertThat(done).containsExactly(0, 1, 2);
  }

  @Test
  void beginsNothingMoreAfterAnInterrupt() {
    Called threads = new Called();
    Crew crew = new Crew(threads);
    crew.execute(() -> done.add(1));

    crew.interrupt();
    threads.workers.get(0).run();

    assertThat(done).isEmpty();
  }

  @Test
  void keepsTheInterruptOfOneTaskFromTheNext() {
    Called threads = new Called();
    Crew crew = new Crew(threads);
    List<Boolean> interrupted = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      crew.execute(
          () -> {
            interrupted.add(Thread.currentThread().isInterrupted());
            Thread.currentThread().interrupt();
          });
    }

    threads.workers.get(0).run();

    assertThat(interrupted).containsExactly(false, false);
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (Exception broken) {
      throw new AssertionError(broken);
    }
  }
}
