// SPDX-License-Identifier: Apache-2.0
package io.busbar.consumer;

import static org.awaitility.Awaitility.await;

import io.busbar.core.BusbarConfig;
import io.busbar.core.Instruments;
import io.busbar.core.handler.EventDispatcher;
import io.busbar.core.handler.EventDispatcherBuilder;
import io.busbar.testkit.VirtualClock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import software.amazon.awssdk.services.sqs.model.Message;

/** A container on a scripted SQS and a virtual clock, and the means to move them. */
abstract class ScriptedContainer {
  static final String URL = "https://sqs.us-east-1.amazonaws.com/111111111111/orders";
  static final String DEAD_LETTERS = URL + "-dead";
  final ScriptedSqs sqs = new ScriptedSqs();
  final VirtualClock clock = VirtualClock.create();
  final AtomicInteger acksLost = new AtomicInteger();
  SqsEventContainer container;

  /** Whatever must happen, happens at once; but a busy machine may take its time for that. */
  @BeforeAll
  static void bePatient() {
    Awaitility.setDefaultTimeout(Duration.ofSeconds(50));
  }

  @AfterEach
  void close() {
    CompletableFuture<Void> closed = CompletableFuture.runAsync(() -> container.close());
    sqs.polls.forEach(poll -> poll.cancel(false));
    advanceUntil(Duration.ofSeconds(1), closed::isDone);
  }

  void start(Object handlers) {
    start(handlers, options -> options);
  }

  void start(Object handlers, UnaryOperator<SqsEventContainerBuilder> options) {
    start(handlers, options, all -> all);
  }

  void start(
      Object handlers,
      UnaryOperator<SqsEventContainerBuilder> options,
      UnaryOperator<EventDispatcherBuilder> dispatching) {
    container = builder(options).build(dispatcher(handlers, dispatching));
    container.start();
    await().until(() -> !sqs.polls.isEmpty());
  }

  SqsEventContainerBuilder builder(UnaryOperator<SqsEventContainerBuilder> options) {
    return options.apply(SqsEventContainer.builder(sqs, URL).deadLetterQueueUrl(DEAD_LETTERS));
  }

  EventDispatcher dispatcher(Object handlers, UnaryOperator<EventDispatcherBuilder> dispatching) {
    BusbarConfig config =
        BusbarConfig.builder()
            .service("order-processing")
            .time(clock)
            .random(new Random(42))
            .instruments(
                new Instruments() {
                  @Override
                  public void acksLost(String queue, int messages) {
                    acksLost.addAndGet(messages);
                  }
                })
            .build();
    return dispatching.apply(EventDispatcher.builder(config).handlers(handlers)).build();
  }

  String detail(String name) {
    return container.health().details().get(name);
  }

  /** Gives the container's threads time to act between the moves. */
  void advanceUntil(Duration step, Callable<Boolean> condition) {
    await()
        .pollInterval(Duration.ofMillis(5))
        .until(
            () -> {
              boolean met = condition.call();
              if (!met) {
                clock.advance(step);
                letTheLoopAct();
              }
              return met;
            });
  }

  /**
   * Waits until the loop has acted on what the clock has told it. The second turn is for the step
   * that follows the events of the first one. Without this, a clock that runs faster than a busy
   * machine would end leases before the loop can extend them.
   */
  void letTheLoopAct() throws InterruptedException {
    for (int turn = 0; turn < 2; turn++) {
      CountDownLatch acted = new CountDownLatch(1);
      container.flow().tell(acted::countDown);
      acted.await();
    }
  }

  List<String> deletedReceipts() {
    return sqs.deletes.stream().flatMap(request -> ScriptedSqs.receipts(request).stream()).toList();
  }

  static Message[] orders(int count) {
    return OrderPlaced.ids(count).stream().map(ScriptedSqs::order).toArray(Message[]::new);
  }

  static void forever() throws InterruptedException {
    new CountDownLatch(1).await();
  }
}
