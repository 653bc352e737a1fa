// SPDX-License-Identifier: Apache-2.0
package io.busbar.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;

class LoopTest {
  private static final int THREADS = 4;
  private static final int EVENTS = 20_000;
  private static final SqsCalls CALLS = new SqsCalls.Async(new UnusedClient());

  private final List<Runnable> handedOver = new ArrayList<>();
  private final AtomicInteger steps = new AtomicInteger();
  private final Loop loop = new Loop(handedOver::add, CALLS, steps::incrementAndGet);
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void anAnswerRunsTheIdleLoopWhereItComes() {
    List<String> seen = new ArrayList<>();

    loop.whenAnswered(
        CompletableFuture.completedFuture("answer"), (answer, failure) -> seen.add(answer));

    assertThat(seen).containsExactly("answer");
    assertThat(steps).hasValue(1);
    assertThat(handedOver).isEmpty();
    assertThat(loop.isIdle()).isTrue();
  }

  @Test
  void aThreadOfTheSdkIsLetGoWhenTheLoopDoesNotComeToAnEnd() {
    AtomicInteger runs = new AtomicInteger();
    int more = 3 * Loop.MOST_PASSES_OF_OTHERS;

    loop.whenAnswered(
        CompletableFuture.completedFuture("answer"), (answer, failure) -> again(runs, more));

    assertThat(runs).hasValue(Loop.MOST_PASSES_OF_OTHERS);
    assertThat(handedOver).hasSize(1);
    assertThat(loop.isIdle()).isFalse();

    handedOver.get(0).run();

    assertThat(runs).hasValue(more);
    assertThat(loop.isIdle()).isTrue();
  }

  /** Each event tells the next one, as if other threads did. */
  private void again(AtomicInteger runs, int most) {
    if (runs.incrementAndGet() < most) {
      loop.tell(() -> again(runs, most));
    }
  }

  @Test
  void aHandlersThreadRunsNothingOfTheLoop() {
    loop.handOver(() -> {});

    assertThat(steps).hasValue(0);
    assertThat(handedOver).hasSize(1);

    handedOver.get(0).run();

    assertThat(steps).hasValue(1);
    assertThat(loop.isIdle()).isTrue();
  }

  @Test
  void eventsOfManyThreadsRunOnceEachOneAtATimeAndInTheOrderOfTheirThread() throws Exception {
    CountDownLatch left = new CountDownLatch(THREADS * EVENTS);
    List<List<Integer>> seen = new ArrayList<>();
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    Loop shared = new Loop(threads, CALLS, () -> {});

    for (int thread = 0; thread < THREADS; thread++) {
      List<Integer> own = new ArrayList<>();
      seen.add(own);
      int kind = thread;
      new Thread(
              () -> {
                for (int i = 0; i < EVENTS; i++) {
                  int number = i;
                  tell(
                      shared,
                      kind,
                      () -> {
                        most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                        own.add(number);
                        inside.decrementAndGet();
                        left.countDown();
                      });
                }
              })
          .start();
    }

    assertThat(left.await(1, TimeUnit.MINUTES)).isTrue();
    assertThat(most).hasValue(1);
    assertThat(seen).allSatisfy(own -> assertThat(own).hasSize(EVENTS).isSorted());
  }

  private static void tell(Loop loop, int kind, Runnable event) {
    switch (kind) {
      case 0 -> loop.tell(event);
      case 1 -> loop.handOver(event);
      default ->
          loop.whenAnswered(
              CompletableFuture.completedFuture(""), (answer, failure) -> event.run());
    }
  }

  /** Only says of which kind the client is. */
  private static final class UnusedClient implements SqsAsyncClient {
    @Override
    public String serviceName() {
      return "sqs";
    }

    @Override
    public void close() {}
  }
}
