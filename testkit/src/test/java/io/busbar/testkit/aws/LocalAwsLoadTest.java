// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.testkit.Bus;
import io.busbar.testkit.InMemoryOrganization;
import io.busbar.testkit.Queue;
import io.busbar.testkit.QueueSettings;
import io.busbar.testkit.Region;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.eventbridge.EventBridgeAsyncClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * 2,000 events a second from PutEvents through a rule and a queue to 100 long polls at a time: for
 * 5 seconds, and for 60 under {@code -Pexhaustive}. A machine that cannot do so many takes longer;
 * the rate is printed. A little more is offered, so that it shows whether so many are reached.
 */
class LocalAwsLoadTest {
  private static final int SECONDS = Boolean.getBoolean("busbar.exhaustive") ? 60 : 5;
  private static final int PER_SECOND = 2_000;
  private static final int OFFERED_PER_SECOND = PER_SECOND * 21 / 20;
  private static final int PER_REQUEST = 10;
  private static final int EVENTS = SECONDS * PER_SECOND;
  private static final int POLLS = 100;

  /** What the JVM and the clients still grow by when the heap is small. */
  private static final long OF_THE_JVM = 4L << 20;

  private static final int REQUESTS_AT_A_TIME = 50;
  private static final int TICK_MILLIS = 5;
  private static final String ACCOUNT = "999999999999";

  private final InMemoryOrganization organization =
      InMemoryOrganization.builder().journalCapacity(1_000).build();
  private final LocalAws aws = LocalAws.start(organization);
  private final AwsClients clients = AwsClients.of(aws);
  private final ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor();
  private final AtomicIntegerArray received = new AtomicIntegerArray(EVENTS);
  private final CountDownLatch firstFifth = new CountDownLatch(EVENTS / 5);
  private final CountDownLatch all = new CountDownLatch(EVENTS);
  private final Semaphore room = new Semaphore(REQUESTS_AT_A_TIME);
  private final AtomicBoolean stopped = new AtomicBoolean();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();

  @AfterEach
  void close() {
    pace.shutdownNow();
    clients.close();
    aws.close();
  }

  @Test
  void losesAndDoublesNothingUnderLoad() throws Exception {
    Queue queue = route();
    SqsAsyncClient sqs = clients.sqsAsync(ACCOUNT);
    String url = sqs.getQueueUrl(each -> each.queueName("orders")).join().queueUrl();
    List<CompletableFuture<Void>> polls =
        IntStream.range(0, POLLS).mapToObj(i -> poll(sqs, url)).toList();
    EventBridgeAsyncClient events = clients.eventBridgeAsync(ACCOUNT);
    double seconds = publish(events, 0, EVENTS / 5, firstFifth);
    long early = usedHeap();
    seconds += publish(events, EVENTS / 5, EVENTS, all);
    long late = usedHeap();

    System.out.printf(
        "result: local-aws.load-events-per-s %.0f, heap %.2f of that at 20 %%%n",
        EVENTS / seconds, late / (double) early);
    stopped.set(true);
    aws.close();
    polls.forEach(each -> each.orTimeout(1, TimeUnit.MINUTES).join());
    assertThat(failure.get()).isNull();
    assertThat(IntStream.range(0, EVENTS).filter(i -> received.get(i) != 1).boxed()).isEmpty();
    assertThat(queue.counts().available() + queue.counts().inFlight()).isZero();
    assertThat(late).isLessThanOrEqualTo(early * 12 / 10 + OF_THE_JVM);
  }

  /** Messages stay hidden for long: a machine that is slow must not look like one that doubles. */
  private Queue route() {
    Region region = organization.account(ACCOUNT).region();
    Bus bus = region.bus("central-bus");
    Queue queue = region.queue("orders");
    queue.settings(QueueSettings.DEFAULT.withVisibilityTimeout(Duration.ofHours(1)));
    bus.rule("orders").pattern("{\"source\":[\"shop\"]}").to(queue);
    return queue;
  }

  /** Publishes at an even pace, and waits until all of it has come. Returns the seconds. */
  private double publish(EventBridgeAsyncClient events, int from, int to, CountDownLatch received)
      throws InterruptedException {
    AtomicInteger next = new AtomicInteger(from);
    long start = System.nanoTime();
    var tick =
        pace.scheduleAtFixedRate(
            () -> {
              double due = from + (System.nanoTime() - start) / 1e9 * OFFERED_PER_SECOND;
              while (next.get() < Math.min(due, to) && room.tryAcquire()) {
                send(events, next.getAndAdd(PER_REQUEST));
              }
            },
            0,
            TICK_MILLIS,
            TimeUnit.MILLISECONDS);
    await(received);
    tick.cancel(false);
    return (System.nanoTime() - start) / 1e9;
  }

  private void send(EventBridgeAsyncClient events, int first) {
    List<PutEventsRequestEntry> entries =
        IntStream.range(first, first + PER_REQUEST).mapToObj(LocalAwsLoadTest::entry).toList();
    var unused =
        events
            .putEvents(request -> request.entries(entries))
            .whenComplete(
                (answer, failed) -> {
                  room.release();
                  if (failed != null || answer.failedEntryCount() > 0) {
                    failure.compareAndSet(
                        null, failed == null ? new AssertionError(answer) : failed);
                  }
                });
  }

  private static PutEventsRequestEntry entry(int number) {
    return PutEventsRequestEntry.builder()
        .eventBusName("central-bus")
        .source("shop")
        .detailType("Order Placed")
        .detail("{\"number\":" + number + "}")
        .build();
  }

  /** One long poll after the other, until it is stopped. */
  private CompletableFuture<Void> poll(SqsAsyncClient sqs, String url) {
    CompletableFuture<Void> end = new CompletableFuture<>();
    poll(sqs, url, end);
    return end;
  }

  /** The polls are no chain of futures: each would hold all that came before it. */
  private void poll(SqsAsyncClient sqs, String url, CompletableFuture<Void> end) {
    if (stopped.get()) {
      end.complete(null);
      return;
    }
    var unused =
        sqs.receiveMessage(each -> each.queueUrl(url).maxNumberOfMessages(10).waitTimeSeconds(20))
            .thenCompose(answer -> take(sqs, url, answer.messages()))
            .whenComplete(
                (done, failed) -> {
                  if (failed == null || stopped.get()) {
                    poll(sqs, url, end);
                  } else {
                    failure.compareAndSet(null, failed);
                    end.complete(null);
                  }
                });
  }

  private CompletableFuture<?> take(SqsAsyncClient sqs, String url, List<Message> messages) {
    if (messages.isEmpty()) {
      return CompletableFuture.completedFuture(null);
    }
    List<DeleteMessageBatchRequestEntry> entries =
        messages.stream()
            .map(
                each ->
                    DeleteMessageBatchRequestEntry.builder()
                        .id(each.messageId())
                        .receiptHandle(each.receiptHandle())
                        .build())
            .toList();
    return sqs.deleteMessageBatch(each -> each.queueUrl(url).entries(entries))
        .thenAccept(deleted -> messages.forEach(this::count));
  }

  private void count(Message message) {
    String body = message.body();
    int from = body.indexOf("\"number\":") + "\"number\":".length();
    received.incrementAndGet(Integer.parseInt(body.substring(from, body.indexOf('}', from))));
    firstFifth.countDown();
    all.countDown();
  }

  private void await(CountDownLatch latch) throws InterruptedException {
    assertThat(latch.await(4, TimeUnit.MINUTES))
        .as("all events came; the first failure was %s", failure.get())
        .isTrue();
  }

  /** What is still alive: each collection lets go of what the one before made reachable no more. */
  private static long usedHeap() {
    for (int i = 0; i < 4; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
