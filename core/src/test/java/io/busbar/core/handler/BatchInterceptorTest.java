// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.handler;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.core.EnvelopeText;
import io.busbar.core.EventEnvelope;
import io.busbar.core.handler.Orders.OrderPlaced;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BatchInterceptorTest {
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<List<String>> batches = new CopyOnWriteArrayList<>();
  private final CountDownLatch firstMayEnd = new CountDownLatch(1);
  private final CountDownLatch firstRuns = new CountDownLatch(1);

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  class Rows {
    @EventHandler(id = "rows")
    @Batch(maxEvents = 4)
    @Retry(maxAttempts = 2)
    List<Outcome> insert(List<EventEnvelope<OrderPlaced>> orders) throws InterruptedException {
      batches.add(orders.stream().map(order -> order.detail().orderId()).toList());
      firstRuns.countDown();
      firstMayEnd.await();
      return orders.stream().map(order -> outcome(order.detail())).toList();
    }

    private Outcome outcome(OrderPlaced order) {
      return switch (order.orderId()) {
        case "bad" -> new Outcome.DeadLetter("there is no such order", null);
        case "busy" ->
            new Outcome.Retry(Duration.ofSeconds(7), new IllegalStateException("row is locked"));
        default -> Outcome.ACK;
      };
    }
  }

  @Test
  void handlesTogetherWhatHasArrivedWhileItWasBusy() throws Exception {
    EventDispatcher dispatcher = dispatcher(new Rows());
    CompletableFuture<DispatchResult> first = dispatch(dispatcher, "o-0", 1);
    firstRuns.await();
    List<CompletableFuture<DispatchResult>> others =
        IntStream.rangeClosed(1, 7).mapToObj(i -> dispatch(dispatcher, "o-" + i, 1)).toList();
    awaitWaiting(7);

    firstMayEnd.countDown();

    assertThat(first.join().results()).containsExactly(new HandlerResult("rows", 1, Outcome.ACK));
    others.forEach(
        other -> assertThat(other.join().results().get(0).outcome()).isEqualTo(Outcome.ACK));
    assertThat(batches).extracting(List::size).containsExactly(1, 4, 3);
    assertThat(batches.stream().flatMap(List::stream)).doesNotHaveDuplicates().hasSize(8);
  }

  @Test
  void givesEveryEventItsOwnOutcome() {
    firstMayEnd.countDown();
    EventDispatcher dispatcher = dispatcher(new Rows());

    assertThat(outcome(dispatcher, "fine", 1)).isEqualTo(Outcome.ACK);
    assertThat(outcome(dispatcher, "bad", 1))
        .isEqualTo(new Outcome.DeadLetter("there is no such order", null));
    assertThat(outcome(dispatcher, "busy", 1))
        .isInstanceOfSatisfying(
            Outcome.Retry.class,
            retry -> assertThat(retry.delay()).isEqualTo(Duration.ofSeconds(7)));
    assertThat(outcome(dispatcher, "busy", 2))
        .isInstanceOfSatisfying(
            Outcome.DeadLetter.class,
            dead ->
                assertThat(dead.reason())
                    .isEqualTo(
                        "java.lang.IllegalStateException on attempt 2, the last attempt: row is locked"));
  }

  static class TooFew {
    @EventHandler(id = "few")
    List<Outcome> on(List<EventEnvelope<OrderPlaced>> orders) {
      return List.of();
    }
  }

  static class Throws {
    @EventHandler(id = "throws")
    void on(List<EventEnvelope<OrderPlaced>> orders) {
      throw new IllegalArgumentException("no");
    }
  }

  @Test
  void takesAMissingOutcomeOrAnExceptionForTheFailureOfAll() {
    assertThat(outcome(dispatcher(new TooFew()), "o-1", 1))
        .isInstanceOfSatisfying(
            Outcome.Retry.class,
            retry ->
                assertThat(retry.cause())
                    .hasMessage(
                        "The handler got 1 events and returned 0 outcomes. Return one for each event, in the order of the events."));
    assertThat(outcome(dispatcher(new Throws()), "o-1", 1)).isInstanceOf(Outcome.DeadLetter.class);
  }

  @Test
  void givesBackWhatWaitsWhenItsThreadIsToEnd() throws Exception {
    EventDispatcher dispatcher = dispatcher(new Rows());
    CompletableFuture<DispatchResult> first = dispatch(dispatcher, "o-0", 1);
    firstRuns.await();
    AtomicInteger interrupted = new AtomicInteger();
    CompletableFuture<DispatchResult> second = new CompletableFuture<>();
    Thread waiting =
        new Thread(
            () -> {
              second.complete(dispatcher.dispatch(delivery("o-1", 1)));
              interrupted.set(Thread.currentThread().isInterrupted() ? 1 : 0);
            },
            "busbar-test-waiting");
    waiting.start();
    awaitWaiting(1);

    waiting.interrupt();
    waiting.join();

    assertThat(second.join().retryAfter()).contains(Duration.ZERO);
    assertThat(interrupted).hasValue(1);
    firstMayEnd.countDown();
    assertThat(first.join().retryAfter()).isEmpty();
    assertThat(batches).hasSize(1);
  }

  static class Two {
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final CyclicBarrier both = new CyclicBarrier(2);

    @EventHandler(id = "two", concurrency = 2)
    void on(OrderPlaced order) throws Exception {
      most.accumulateAndGet(running.incrementAndGet(), Math::max);
      both.await();
      running.decrementAndGet();
    }
  }

  @Test
  void limitsTheCallsOfAHandlerAtOnce() {
    Two two = new Two();
    EventDispatcher dispatcher = dispatcher(two);

    List<CompletableFuture<DispatchResult>> results = new ArrayList<>();
    IntStream.range(0, 20).forEach(i -> results.add(dispatch(dispatcher, "o-" + i, 1)));

    results.forEach(result -> assertThat(result.join().retryAfter()).isEmpty());
    assertThat(two.most).hasValue(2);
    assertThat(dispatcher.describe()).contains("  ORDER 2 at once\n");
  }

  @Test
  void describesItsBounds() {
    assertThat(dispatcher(new Rows()).describe())
        .contains("  HANDLER the method, for up to 4 events together, 1 calls at once\n");
  }

  /** Their threads wait for the lock's condition, and nothing else in this test does. */
  private static void awaitWaiting(int count) {
    while (Thread.getAllStackTraces().entrySet().stream()
            .filter(thread -> thread.getKey().getState() == Thread.State.WAITING)
            .filter(thread -> isInBatch(thread.getValue()))
            .count()
        < count) {
      Thread.onSpinWait();
    }
  }

  private static boolean isInBatch(StackTraceElement[] stack) {
    return IntStream.range(0, stack.length)
        .anyMatch(
            i ->
                stack[i].getClassName().equals(BatchInterceptor.class.getName())
                    && stack[i].getMethodName().equals("next"));
  }

  private static Outcome outcome(EventDispatcher dispatcher, String orderId, int receiveCount) {
    return dispatcher.dispatch(delivery(orderId, receiveCount)).results().get(0).outcome();
  }

  private CompletableFuture<DispatchResult> dispatch(
      EventDispatcher dispatcher, String orderId, int receiveCount) {
    return CompletableFuture.supplyAsync(
        () -> dispatcher.dispatch(delivery(orderId, receiveCount)), threads);
  }

  private static Delivery delivery(String orderId, int receiveCount) {
    String body = EnvelopeText.of("{\"orderId\":\"" + orderId + "\",\"total\":1}");
    return new Delivery(body, "m-" + orderId, receiveCount, java.util.Map.of());
  }

  private static EventDispatcher dispatcher(Object handlers) {
    return EventDispatcher.builder(Orders.config()).handlers(handlers).build();
  }
}
