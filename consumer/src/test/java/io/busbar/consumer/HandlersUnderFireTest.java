// SPDX-License-Identifier: Apache-2.0
package io.busbar.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.busbar.core.BusbarConfig;
import io.busbar.core.TimeSource;
import io.busbar.core.handler.EventDispatcher;
import io.busbar.core.handler.EventHandler;
import io.busbar.core.handler.HandlerContext;
import io.busbar.core.handler.InMemoryIdempotencyStore;
import io.busbar.core.handler.Retry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/** Many events, of which some are poison, some fail at first and some take long. */
@Timeout(900)
class HandlersUnderFireTest {
  private static final int EVENTS = Boolean.getBoolean("busbar.exhaustive") ? 20_000 : 2_000;
  private static final int CONCURRENCY = 32;
  private static final Duration SLEEP = Duration.ofSeconds(5);

  /** Reserves at once, and bills with trouble. */
  static final class Shop {
    private final Map<String, AtomicInteger> reserved = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> billed = new ConcurrentHashMap<>();
    private final AtomicInteger awake = new AtomicInteger();
    private final List<Integer> handledDuringSleep = new CopyOnWriteArrayList<>();
    private final AtomicInteger sleepersBegun = new AtomicInteger();

    @EventHandler(id = "reserve")
    void reserve(OrderPlaced order) {
      count(reserved, order);
    }

    @EventHandler(id = "bill")
    @Retry(maxAttempts = 5, baseDelay = "PT1S", maxDelay = "PT1S")
    CompletionStage<Void> bill(OrderPlaced order, HandlerContext context) throws IOException {
      return switch (kind(order.orderId())) {
        case "poison" -> throw new IllegalArgumentException("no such product");
        case "twice" -> billAtThird(order, context.attempt());
        case "sleep" -> billLater(order);
        default -> billNow(order);
      };
    }

    private CompletionStage<Void> billAtThird(OrderPlaced order, int attempt) throws IOException {
      if (attempt < 3) {
        throw new IOException("the bank is busy");
      }
      return billNow(order);
    }

    private CompletionStage<Void> billNow(OrderPlaced order) {
      count(billed, order);
      awake.incrementAndGet();
      return CompletableFuture.completedFuture(null);
    }

    private CompletionStage<Void> billLater(OrderPlaced order) {
      CompletableFuture<Void> later = new CompletableFuture<>();
      int before = awake.get();
      sleepersBegun.incrementAndGet();
      TimeSource.system()
          .schedule(
              SLEEP,
              () -> {
                handledDuringSleep.add(awake.get() - before);
                count(billed, order);
                later.complete(null);
              });
      return later;
    }

    private static void count(Map<String, AtomicInteger> effects, OrderPlaced order) {
      effects.computeIfAbsent(order.orderId(), id -> new AtomicInteger()).incrementAndGet();
    }
  }

  @ParameterizedTest
  @EnumSource(SqsServer.Kind.class)
  void handlesEveryEventOnceAndDoesNotStallBehindSleepers(SqsServer.Kind kind) {
    long seed = Long.getLong("busbar.seed", System.nanoTime());
    List<String> ids = ids(new Random(seed));
    Shop shop = new Shop();
    try (SqsServer server = kind.start();
        SqsClient sqs = SqsEventContainerSuite.client(server.endpoint()).build()) {
      TestQueue queue = TestQueue.create(sqs);
      TestQueue dead = TestQueue.create(sqs);
      queue.sendOrders(ids);
      long start = System.nanoTime();
      run(sqs, queue, dead, shop);
      long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
      System.out.printf(
          "result: consumer.under-fire %s %d events in %d ms, seed %d%n",
          kind, EVENTS, millis, seed);

      assertEffects(shop, ids, seed);
      assertLetters(dead.receiveAll(), ids, seed);
      assertNoStall(shop, seed);
    }
  }

  private static void run(SqsClient sqs, TestQueue queue, TestQueue dead, Shop shop) {
    try (SqsEventContainer container =
        SqsEventContainer.builder(sqs, queue.url())
            .deadLetterQueueUrl(dead.url())
            .concurrency(CONCURRENCY)
            .waitTime(Duration.ofSeconds(1))
            .build(
                EventDispatcher.builder(BusbarConfig.of("order-processing"))
                    .handlers(shop)
                    .idempotency(InMemoryIdempotencyStore.create())
                    .build())) {
      container.start();
      await()
          .atMost(Duration.ofSeconds(800))
          .pollInterval(Duration.ofMillis(200))
          .until(queue::isEmpty);
    }
  }

  private static void assertEffects(Shop shop, List<String> ids, long seed) {
    List<String> payable = ids.stream().filter(id -> !kind(id).equals("poison")).toList();
    assertThat(shop.reserved.keySet()).as("seed %d", seed).hasSameElementsAs(ids);
    assertThat(shop.billed.keySet()).as("seed %d", seed).hasSameElementsAs(payable);
    assertThat(shop.reserved.values()).as("seed %d", seed).allMatch(times -> times.get() == 1);
    assertThat(shop.billed.values()).as("seed %d", seed).allMatch(times -> times.get() == 1);
  }

  private static void assertLetters(List<Message> letters, List<String> ids, long seed) {
    List<String> poison = ids.stream().filter(id -> kind(id).equals("poison")).toList();
    assertThat(letters.stream().map(SqsEventContainerSuite::orderId).collect(Collectors.toList()))
        .as("seed %d", seed)
        .containsExactlyInAnyOrderElementsOf(poison);
    assertThat(letters)
        .allSatisfy(
            letter ->
                assertThat(SqsEventContainerSuite.attributes(letter))
                    .containsEntry("busbar.handler", "bill")
                    .containsEntry(
                        "busbar.reason",
                        "java.lang.IllegalArgumentException on attempt 1, which trying again cannot mend: no such product"));
  }

  /** Whoever waits for a whole batch handles at most the rest of it while one sleeps. */
  private static void assertNoStall(Shop shop, long seed) {
    assertThat(shop.handledDuringSleep).as("seed %d", seed).hasSize(EVENTS / 100);
    List<Integer> most = new ArrayList<>(shop.handledDuringSleep);
    most.sort(Collections.reverseOrder());
    assertThat(most.get(0)).as("handled while one slept, seed %d", seed).isGreaterThan(CONCURRENCY);
  }

  /** One per cent poison, one per cent sleepers, ten per cent that fail twice, mixed. */
  private static List<String> ids(Random random) {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < EVENTS; i++) {
      int percent = i % 100;
      ids.add(
          (percent == 0 ? "poison-" : percent == 1 ? "sleep-" : percent < 12 ? "twice-" : "o-")
              + i);
    }
    Collections.shuffle(ids, random);
    return ids;
  }

  private static String kind(String orderId) {
    return orderId.substring(0, orderId.indexOf('-'));
  }
}
