// SPDX-License-Identifier: Apache-2.0
package io.busbar.consumer;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.busbar.core.BusbarConfig;
import io.busbar.core.Health;
import io.busbar.core.handler.EventDispatcher;
import io.busbar.core.handler.EventHandler;
import io.busbar.core.handler.InMemoryIdempotencyStore;
import io.busbar.core.handler.Retry;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.SqsClientBuilder;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/** What a container does on SQS; the same for every SQS that runs in a test. */
@Timeout(120)
abstract class SqsEventContainerSuite {
  static final StaticCredentialsProvider CREDENTIALS =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("111111111111", "any"));
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Duration SHORT = Duration.ofSeconds(1);

  private final List<SqsEventContainer> containers = new ArrayList<>();
  private SqsClient sqs;
  private TestQueue deadLetters;
  private TestQueue queue;

  /** Where the SQS listens. */
  abstract URI endpoint();

  /** A container's builder on the kind of client that is to be tested. */
  abstract SqsEventContainerBuilder builder(String queueUrl);

  static SqsClientBuilder client(URI endpoint) {
    return SqsClient.builder()
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .credentialsProvider(CREDENTIALS);
  }

  @BeforeEach
  void createQueues() {
    sqs = client(endpoint()).build();
    deadLetters = TestQueue.create(sqs);
    queue = TestQueue.create(sqs);
  }

  @AfterEach
  void close() {
    containers.forEach(SqsEventContainer::close);
    sqs.close();
  }

  @Test
  void deletesWhatItsHandlersHaveHandled() {
    Orders orders = Orders.accepting();
    SqsEventContainer container = start(orders);

    queue.sendOrders(List.of("o-1"));

    await().atMost(LONG).until(queue::isEmpty);
    assertThat(orders.ended()).containsExactly("o-1");
    assertThat(container.health().status()).isEqualTo(Health.Status.UP);
    assertThat(deadLetters.isEmpty()).isTrue();
  }

  @Test
  void triesAgainWhatHasFailed() {
    List<Integer> attempts = new CopyOnWriteArrayList<>();
    Orders orders =
        Orders.doing(
            (event, context) -> {
              attempts.add(context.attempt());
              if (context.attempt() < 3) {
                throw new IOException("not yet");
              }
            });
    start(orders);

    queue.sendOrders(List.of("o-1"));

    await().atMost(LONG).until(queue::isEmpty);
    assertThat(attempts).containsExactly(1, 2, 3);
    assertThat(orders.ended()).containsExactly("o-1");
    assertThat(deadLetters.isEmpty()).isTrue();
  }

  @Test
  void sendsWhatFailsForGoodToTheDeadLettersWithTheReason() {
    start(
        Orders.doing(
            (event, context) -> {
              throw new IllegalArgumentException("no such product");
            }));
    String body = OrderPlaced.envelope("o-1");

    queue.send(body, Map.of("shop", text("berlin")));

    await().atMost(LONG).until(() -> deadLetters.visible() == 1 && queue.isEmpty());
    Message letter = deadLetters.receive(0).get(0);
    assertThat(letter.body()).isEqualTo(body);
    assertThat(attributes(letter))
        .containsEntry(
            "busbar.reason",
            "java.lang.IllegalArgumentException on attempt 1, which trying again cannot mend: no such product")
        .containsEntry("busbar.handler", "orders")
        .containsEntry("busbar.attempts", "1")
        .containsEntry("busbar.error", "java.lang.IllegalArgumentException")
        .containsEntry("busbar.queue", queue.name())
        .containsEntry("shop", "berlin")
        .containsOnlyKeys(
            "busbar.reason",
            "busbar.handler",
            "busbar.attempts",
            "busbar.error",
            "busbar.digest",
            "busbar.message-id",
            "busbar.sent-at",
            "busbar.queue",
            "shop");
  }

  @Test
  void sendsWhatIsNoEventToTheDeadLetters() {
    Orders orders = Orders.accepting();
    start(orders);

    queue.send("Hello, is this the shop?");
    queue.sendOrders(List.of("o-1"));

    await().atMost(LONG).until(() -> deadLetters.visible() == 1 && queue.isEmpty());
    Message letter = deadLetters.receive(0).get(0);
    assertThat(letter.body()).isEqualTo("Hello, is this the shop?");
    assertThat(attributes(letter))
        .containsEntry(
            "busbar.reason",
            "The message is not well-formed JSON (line 1, column 1). Expected an EventBridge envelope; "
                + "does something else write to this queue?")
        .containsEntry("busbar.handler", "busbar");
    assertThat(orders.ended()).containsExactly("o-1");
  }

  @Test
  void runsOnlyTheHandlerAgainThatHasFailed() {
    TwoHandlers handlers = new TwoHandlers(2, new IOException("the printer is out of paper"));
    start(
        EventDispatcher.builder(config())
            .handlers(handlers)
            .idempotency(InMemoryIdempotencyStore.create())
            .build());

    queue.sendOrders(List.of("o-1"));

    await().atMost(LONG).until(queue::isEmpty);
    assertThat(handlers.reserved).hasValue(1);
    assertThat(handlers.printed).hasValue(3);
    assertThat(deadLetters.isEmpty()).isTrue();
  }

  @Test
  void sendsTheDeadLetterOfOneHandlerWhileAnotherTriesAgain() {
    TwoHandlers handlers =
        new TwoHandlers(Integer.MAX_VALUE, new IllegalArgumentException("never"));
    handlers.reserveFailures.set(1);
    start(
        EventDispatcher.builder(config())
            .handlers(handlers)
            .idempotency(InMemoryIdempotencyStore.create())
            .build());

    queue.sendOrders(List.of("o-1"));

    await().atMost(LONG).until(queue::isEmpty);
    assertThat(handlers.reserved).hasValue(2);
    assertThat(deadLetters.receiveAll())
        .hasSize(2)
        .allSatisfy(
            letter -> assertThat(attributes(letter)).containsEntry("busbar.handler", "print"));
  }

  @Test
  void doesNotStallBehindASlowMessage() {
    CountDownLatch slowMayEnd = new CountDownLatch(1);
    Orders orders =
        Orders.doing(
            (event, context) -> {
              if (event.orderId().equals("slow")) {
                slowMayEnd.await();
              }
            });
    start(orders);
    queue.sendOrders(List.of("slow"));
    await().atMost(LONG).until(() -> orders.begun().contains("slow"));

    queue.sendOrders(OrderPlaced.ids(50));

    await().atMost(LONG).until(() -> orders.ended().size() == 50);
    assertThat(orders.ended()).doesNotContain("slow");
    slowMayEnd.countDown();
    await().atMost(LONG).until(queue::isEmpty);
    assertThat(orders.ended()).hasSize(51);
  }

  @Test
  void neverHasMoreInFlightThanItsConcurrency() {
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    Orders orders =
        Orders.doing(
            (event, context) -> {
              int handlers = running.incrementAndGet();
              most.accumulateAndGet(Math.max(handlers, queue.inFlight()), Math::max);
              running.decrementAndGet();
            });
    queue.sendOrders(OrderPlaced.ids(60));

    start(dispatcher(orders), queue, builder -> builder.concurrency(4));

    await().atMost(LONG).until(queue::isEmpty);
    assertThat(orders.ended()).containsExactlyInAnyOrderElementsOf(OrderPlaced.ids(60));
    assertThat(most).hasValueBetween(1, 4);
  }

  @Test
  void handlesEveryMessageOnce() {
    Orders orders = Orders.accepting();
    queue.sendOrders(OrderPlaced.ids(500));

    SqsEventContainer container =
        start(dispatcher(orders), queue, builder -> builder.concurrency(16));

    await().atMost(LONG).until(queue::isEmpty);
    assertThat(orders.ended()).containsExactlyInAnyOrderElementsOf(OrderPlaced.ids(500));
    await().atMost(LONG).until(() -> "500".equals(container.health().details().get("deleted")));
  }

  @Test
  void keepsAMessageHiddenFromOthersWhileItsHandlerRuns() {
    CountDownLatch mayEnd = new CountDownLatch(1);
    Orders orders = Orders.doing((event, context) -> mayEnd.await());
    start(dispatcher(orders), queue, builder -> builder.visibilityTimeout(Duration.ofSeconds(9)));
    queue.sendOrders(List.of("o-1"));
    await().atMost(LONG).until(() -> !orders.begun().isEmpty());

    assertThat(queue.receive(11)).isEmpty();

    mayEnd.countDown();
    await().atMost(LONG).until(queue::isEmpty);
    assertThat(orders.begun()).containsExactly("o-1");
  }

  @Test
  void losesAndStrandsNothingWhenItIsClosedUnderLoad() {
    Semaphore handled = new Semaphore(0);
    Orders orders = Orders.doing((event, context) -> handled.release());
    queue.sendOrders(OrderPlaced.ids(300));
    SqsEventContainer container =
        start(dispatcher(orders), queue, builder -> builder.concurrency(8));
    handled.acquireUninterruptibly(40);

    Shutdown shutdown = container.shutdown();

    assertThat(queue.inFlight()).isZero();
    List<String> left = queue.receiveAll().stream().map(SqsEventContainerSuite::orderId).toList();
    assertThat(Stream.concat(orders.ended().stream(), left.stream()))
        .containsExactlyInAnyOrderElementsOf(OrderPlaced.ids(300));
    assertThat(shutdown.abandoned()).isZero();
    assertThat(shutdown.stranded()).isZero();
    assertThat(container.shutdown()).isSameAs(shutdown);
  }

  @Test
  void givesBackAtOnceWhatItsHandlersDoNotFinishWithinTheGrace() {
    Orders orders = Orders.doing((event, context) -> new CountDownLatch(1).await());
    queue.sendOrders(List.of("o-1", "o-2"));
    SqsEventContainer container =
        start(dispatcher(orders), queue, builder -> builder.closeGrace(Duration.ZERO));
    await().atMost(LONG).until(() -> orders.begun().size() == 2);

    Shutdown shutdown = container.shutdown();

    assertThat(shutdown.abandoned()).isEqualTo(2);
    assertThat(shutdown.stranded()).isZero();
    assertThat(queue.inFlight()).isZero();
    assertThat(queue.visible()).isEqualTo(2);
  }

  @Test
  void handlesNothingWhilePaused() {
    Orders orders = Orders.accepting();
    SqsEventContainer container = start(orders);
    await()
        .atMost(LONG)
        .until(() -> !container.health().details().get("lastReceive").equals("none"));
    container.pause();
    await().atMost(LONG).until(() -> container.health().details().get("polls").equals("0"));

    queue.sendOrders(List.of("o-1"));

    assertThat(container.health().status()).isEqualTo(Health.Status.DEGRADED);
    assertThat(queue.visible()).isEqualTo(1);
    container.resume();
    await().atMost(LONG).until(queue::isEmpty);
    assertThat(orders.ended()).containsExactly("o-1");
  }

  @Test
  void worksAgainAfterTheQueueCouldNotBeRead() {
    Orders orders = Orders.accepting();
    sqs.deleteQueue(request -> request.queueUrl(queue.url()));
    SqsEventContainer container = start(orders);
    await().atMost(LONG).until(() -> container.health().status() == Health.Status.DEGRADED);

    sqs.createQueue(request -> request.queueName(queue.name()));
    queue.sendOrders(List.of("o-1"));

    await().atMost(LONG).until(() -> orders.ended().contains("o-1"));
    await().atMost(LONG).until(() -> container.health().status() == Health.Status.UP);
  }

  @Test
  void leavesWhatFailsToTheRedrivePolicyWithoutADeadLetterQueueOfItsOwn() {
    TestQueue redriven = TestQueue.withRedrive(sqs, deadLetters, 3);
    Orders orders =
        Orders.doing(
            (event, context) -> {
              throw new IllegalArgumentException("no such product");
            });
    SqsEventContainer container =
        remember(builder(redriven.url()).waitTime(SHORT).build(dispatcher(orders)));
    assertThat(container.check()).isEmpty();
    container.start();

    redriven.sendOrders(List.of("o-1"));

    await().atMost(LONG).until(() -> deadLetters.visible() == 1);
    assertThat(orders.begun()).containsExactly("o-1", "o-1", "o-1");
  }

  @Test
  void refusesQueuesThatDoNotExist() {
    String url = queue.url() + "-missing";
    SqsEventContainer container =
        remember(
            builder(url)
                .deadLetterQueueUrl(deadLetters.url() + "-too")
                .build(dispatcher(Orders.accepting())));

    assertThat(container.check())
        .containsExactly(
            "The queue '%s' does not exist for the account and Region of the SQS client, so that no event could ever arrive.\n"
                    .formatted(url)
                + "Create it, or correct the URL in SqsEventContainer.builder(…).",
            "The queue '%s-too' does not exist for the account and Region of the SQS client, so that what no handler can handle would have no place to go.\n"
                    .formatted(deadLetters.url())
                + "Create it, or correct the URL in deadLetterQueueUrl(…).");
  }

  @Test
  void refusesAQueueWithoutAPlaceForDeadLetters() {
    SqsEventContainer container =
        remember(builder(queue.url()).build(dispatcher(Orders.accepting())));

    assertThat(container.check())
        .containsExactly(
            "The queue '%s' has no redrive policy, and the container no dead-letter queue, so that what no handler can handle would come again until SQS drops it at the end of its retention.\n"
                    .formatted(queue.url())
                + "Name a dead-letter queue with deadLetterQueueUrl(…), give the queue a redrive policy, or accept it with missingDeadLetters(MissingDeadLetters.WARN).");
  }

  @Test
  void acceptsAQueueWithoutAPlaceForDeadLettersWhenToldTo() {
    SqsEventContainer container =
        remember(
            builder(queue.url())
                .missingDeadLetters(MissingDeadLetters.WARN)
                .build(dispatcher(Orders.accepting())));

    assertThat(container.check()).isEmpty();
  }

  private SqsEventContainer start(Orders orders) {
    return start(dispatcher(orders));
  }

  private SqsEventContainer start(EventDispatcher dispatcher) {
    return start(dispatcher, queue, builder -> builder);
  }

  private SqsEventContainer start(
      EventDispatcher dispatcher, TestQueue from, UnaryOperator<SqsEventContainerBuilder> options) {
    SqsEventContainer container =
        options
            .apply(builder(from.url()).deadLetterQueueUrl(deadLetters.url()).waitTime(SHORT))
            .build(dispatcher);
    container.start();
    return remember(container);
  }

  private SqsEventContainer remember(SqsEventContainer container) {
    containers.add(container);
    return container;
  }

  private static EventDispatcher dispatcher(Orders orders) {
    return EventDispatcher.builder(config()).handlers(orders).build();
  }

  private static BusbarConfig config() {
    return BusbarConfig.of("order-processing");
  }

  static MessageAttributeValue text(String value) {
    return MessageAttributeValue.builder().dataType("String").stringValue(value).build();
  }

  static Map<String, String> attributes(Message message) {
    return message.messageAttributes().entrySet().stream()
        .collect(toMap(Map.Entry::getKey, entry -> entry.getValue().stringValue()));
  }

  static String orderId(Message message) {
    return message.body().replaceAll("(?s).*\"orderId\":\"([^\"]*)\".*", "$1");
  }

  /** Two effects of one event, of which each can fail. */
  static final class TwoHandlers {
    final AtomicInteger reserved = new AtomicInteger();
    final AtomicInteger printed = new AtomicInteger();
    final AtomicInteger reserveFailures = new AtomicInteger();
    private final int printFailures;
    private final Exception printFailure;

    TwoHandlers(int printFailures, Exception printFailure) {
      this.printFailures = printFailures;
      this.printFailure = printFailure;
    }

    @EventHandler(id = "reserve")
    @Retry(baseDelay = "PT0S", maxDelay = "PT0S")
    void reserve(OrderPlaced event) throws IOException {
      if (reserved.incrementAndGet() <= reserveFailures.get()) {
        throw new IOException("the stock is being counted");
      }
    }

    @EventHandler(id = "print")
    @Retry(baseDelay = "PT0S", maxDelay = "PT0S")
    void print(OrderPlaced event) throws Exception {
      if (printed.incrementAndGet() <= printFailures) {
        throw printFailure;
      }
    }
  }
}
