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

/**
 * A container on a scripted SQS and a virtual clock, and the means to move them. Whatever waits
 * here also lets the loop act on what has happened, so that the next line sees all of it.
 */
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
    until(() -> !sqs.polls.isEmpty());
  }

  /** Answers the oldest poll. */
  void deliver(Message... messages) {
    until(() -> !sqs.polls.isEmpty());
    sqs.deliver(messages);
    letTheLoopAct();
  }

  /** Waits for what threads do that nobody holds up, without moving the clock. */
  void until(Callable<Boolean> condition) {
    await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(5)).until(condition);
    letTheLoopAct();
  }

  /** Moves the clock once. */
  void advance(Duration step) {
    clock.advance(step);
    letTheLoopAct();
  }

  SqsEventContainerBuilder builder(UnaryOperator<SqsEventContainerBuilder> options) {
    return options.apply(onScriptedSqs(URL).deadLetterQueueUrl(DEAD_LETTERS));
  }

  SqsEventContainerBuilder onScriptedSqs(String queueUrl) {
    return SqsEventContainer.builder(sqs, queueUrl);
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

  /** Only for what the loop does by itself: the clock does not wait for handlers. */
  void advanceUntil(Duration step, Callable<Boolean> condition) {
    until(
        () -> {
          boolean met = condition.call();
          if (!met) {
            advance(step);
          }
          return met;
        });
  }

  private void letTheLoopAct() {
    if (container.flow().isIdle()) {
      return;
    }
    await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .until(container.flow()::isIdle);
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
