// SPDX-License-Identifier: Apache-2.0
package io.busbar.consumer;

import static io.busbar.consumer.ScriptedSqs.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.core.EventPublisher;
import io.busbar.core.Health;
import io.busbar.core.PublishResult;
import io.busbar.testkit.VirtualClock;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;

/** How fast, in which order and whether at all a container brings messages to its handlers. */
@Timeout(60)
class ContainerPaceTest extends ScriptedContainer {

  @Test
  void receivesNoMoreThanItMayInASecond() {
    start(Orders.accepting(), options -> options.messagesPerSecond(4));
    assertThat(sqs.receives.get(0).maxNumberOfMessages()).isEqualTo(4);

    deliver(orders(4));
    until(() -> detail("deleted").equals("4"));
    assertThat(sqs.receives).hasSize(1);
    advance(Duration.ofMillis(249));
    assertThat(sqs.receives).hasSize(1);
    advanceUntil(Duration.ofMillis(1), () -> sqs.receives.size() == 2);

    assertThat(sqs.receives.get(1).maxNumberOfMessages()).isEqualTo(1);
  }

  @Test
  void takesBackWhatAPollHasNotBrought() {
    start(Orders.accepting(), options -> options.messagesPerSecond(4));

    deliver(orders(1));

    assertThat(sqs.receives).hasSize(2);
    assertThat(sqs.receives.get(1).maxNumberOfMessages()).isEqualTo(3);
  }

  @Test
  void stopsByItsKillSwitchAndGoesOnWhenItIsTold() {
    AtomicBoolean broken = new AtomicBoolean(true);
    CountDownLatch mayFail = new CountDownLatch(1);
    Orders orders =
        Orders.doing(
            (event, context) -> {
              mayFail.await();
              if (broken.get()) {
                throw new IOException("the database is gone");
              }
            });
    start(orders, options -> options.killSwitch(0.5, 4));

    deliver(orders(4));
    assertThat(sqs.polls).hasSize(1);
    mayFail.countDown();
    until(() -> detail("state").equals("stopped"));

    assertThat(container.health().status()).isEqualTo(Health.Status.DOWN);
    assertThat(detail("failed")).isEqualTo("100 % of the latest");
    deliver(order("late"));
    until(() -> detail("putOff").equals("5"));
    assertThat(orders.begun()).doesNotContain("late");
    assertThat(sqs.polls).isEmpty();

    broken.set(false);
    container.resume();
    deliver(order("o-9"));
    until(() -> detail("deleted").equals("1"));
    assertThat(container.health().status()).isEqualTo(Health.Status.UP);
  }

  @Test
  void doesNotStopWhileFewFail() {
    Orders orders =
        Orders.doing(
            (event, context) -> {
              if (event.orderId().equals("o-1")) {
                throw new IllegalArgumentException("bad");
              }
            });
    start(orders, options -> options.killSwitch(0.5, 4));

    deliver(orders(4));

    until(() -> detail("deleted").equals("4"));
    assertThat(detail("state")).isEqualTo("running");
    assertThat(detail("failed")).isEqualTo("25 % of the latest");
    assertThat(detail("lastSuccess")).isNotEqualTo("none");
  }

  @Test
  void receivesNothingWhileItsHandlersCouldNotPublish() {
    AtomicBoolean open = new AtomicBoolean(false);
    container =
        builder(options -> options.concurrency(20))
            .build(dispatcher(Orders.accepting(), all -> all.publisher(closable(open))));
    container.start();
    until(() -> detail("waitsFor") != null);
    advanceUntil(
        Duration.ofSeconds(1), () -> clock.now().isAfter(VirtualClock.START.plusSeconds(10)));
    assertThat(sqs.receives).isEmpty();
    assertThat(container.health().status()).isEqualTo(Health.Status.DEGRADED);

    open.set(true);
    advanceUntil(Duration.ofSeconds(1), () -> sqs.receives.size() == 1);
    deliver(order("o-1"));

    until(() -> detail("deleted").equals("1"));
    assertThat(sqs.receives)
        .extracting(ReceiveMessageRequest::maxNumberOfMessages)
        .startsWith(1, 10);
    assertThat(detail("waitsFor")).isNull();
  }

  @Test
  void tellsAHandlerThatItsMessageIsNoLongerHidden() throws InterruptedException {
    CountDownLatch mayAsk = new CountDownLatch(1);
    List<Boolean> lost = new CopyOnWriteArrayList<>();
    List<Object> deadlines = new CopyOnWriteArrayList<>();
    Orders orders =
        Orders.doing(
            (event, context) -> {
              lost.add(context.leaseLost());
              deadlines.add(context.deadline());
              mayAsk.await();
              lost.add(context.leaseLost());
            });
    sqs.changeError = receipt -> "ReceiptHandleIsInvalid";
    start(orders, options -> options.maxProcessingTime(Duration.ofMinutes(10)));
    deliver(order("o-1"));
    until(() -> lost.size() == 1);
    advanceUntil(Duration.ofSeconds(1), () -> sqs.changes.size() == 1);

    mayAsk.countDown();

    until(() -> detail("acksLost").equals("1"));
    assertThat(lost).containsExactly(false, true);
    assertThat(deadlines).containsExactly(VirtualClock.START.plusSeconds(600));
    assertThat(sqs.deletes).isEmpty();
  }

  @Test
  void tellsAHandlerWhenEveryExtensionHasFailedUntilTheLeaseWasOver() {
    CountDownLatch mayAsk = new CountDownLatch(1);
    List<Boolean> lost = new CopyOnWriteArrayList<>();
    Orders orders =
        Orders.doing(
            (event, context) -> {
              mayAsk.await();
              lost.add(context.leaseLost());
            });
    sqs.changeError = receipt -> "InternalError";
    start(orders);
    deliver(order("o-1"));
    until(() -> orders.begun().size() == 1);
    advanceUntil(
        Duration.ofSeconds(1), () -> clock.now().isAfter(VirtualClock.START.plusSeconds(31)));

    mayAsk.countDown();

    until(() -> detail("acksLost").equals("1"));
    assertThat(lost).containsExactly(true);
    assertThat(sqs.changes).hasSizeGreaterThan(1);
    assertThat(sqs.deletes).isEmpty();
  }

  @Test
  void handlesOrdersOfOneCustomerInTheirOrder() {
    CountDownLatch firstMayEnd = new CountDownLatch(1);
    Orders orders =
        Orders.doing(
            (event, context) -> {
              if (event.orderId().equals("a-1")) {
                firstMayEnd.await();
              }
            });
    start(orders, options -> options.orderedBy("detail.orderId"));

    deliver(order("a-1"), again("a-1", 2), order("b-1"), again("a-1", 3));
    until(() -> orders.ended().contains("b-1") && orders.begun().contains("a-1"));
    assertThat(orders.begun()).containsExactlyInAnyOrder("a-1", "b-1");
    firstMayEnd.countDown();

    until(() -> detail("deleted").equals("4"));
    assertThat(orders.ended()).containsExactly("b-1", "a-1", "a-1", "a-1");
  }

  @Test
  void doesNotLetAFifoGroupOvertakeAMessageThatFails() {
    List<String> tries = new CopyOnWriteArrayList<>();
    Orders orders =
        Orders.doing(
            (event, context) -> {
              tries.add(event.orderId());
              if (event.orderId().equals("a-1")) {
                throw new IOException("not yet");
              }
            });
    container =
        onScriptedSqs(URL + ".fifo")
            .deadLetterQueueUrl(DEAD_LETTERS)
            .build(dispatcher(orders, all -> all));
    container.start();
    until(() -> !sqs.polls.isEmpty());

    deliver(inGroup("a-1", "a"), inGroup("a-2", "a"), inGroup("b-1", "b"), inGroup("a-3", "a"));

    until(() -> detail("putOff").equals("3") && detail("deleted").equals("1"));
    assertThat(tries).containsExactlyInAnyOrder("a-1", "b-1");
    assertThat(receipts()).containsExactlyInAnyOrder("receipt-a-1", "receipt-a-2", "receipt-a-3");
  }

  @Test
  void givesBackWhatWaitsInAGroupWhenItCloses() {
    CountDownLatch mayEnd = new CountDownLatch(1);
    Orders orders = Orders.doing((event, context) -> mayEnd.await());
    start(orders, options -> options.orderedBy("source"));
    deliver(order("o-1"), order("o-2"), order("o-3"));
    until(() -> orders.begun().size() == 1);

    CompletableFuture<Shutdown> closed = CompletableFuture.supplyAsync(container::shutdown);
    until(() -> detail("putOff").equals("2"));
    mayEnd.countDown();
    until(() -> detail("deleted").equals("1"));
    sqs.polls.forEach(poll -> poll.cancel(false));

    assertThat(closed.join().handled()).isEqualTo(1);
    assertThat(closed.join().returned()).isEqualTo(2);
    assertThat(orders.begun()).hasSize(1);
  }

  @Test
  void putsTheEnvelopeBackAroundABareDetail() {
    Orders orders = Orders.accepting();
    start(orders, options -> options.bareDetail("grocer.customer-web", "Order Placed"));
    Message bare = order("any").toBuilder().body("{\"orderId\":\"o-7\"}").build();

    deliver(bare);

    until(() -> detail("deleted").equals("1"));
    assertThat(orders.ended()).containsExactly("o-7");
  }

  private List<String> receipts() {
    List<String> receipts = new ArrayList<>();
    sqs.changes.forEach(
        change ->
            change.entries().stream()
                .map(ChangeMessageVisibilityBatchRequestEntry::receiptHandle)
                .forEach(receipts::add));
    return receipts;
  }

  private static Message again(String orderId, int n) {
    return order(orderId).toBuilder()
        .messageId("message-" + orderId + n)
        .receiptHandle("receipt-" + orderId + n)
        .build();
  }

  private static Message inGroup(String orderId, String group) {
    return order(orderId).toBuilder()
        .attributes(
            Map.of(
                MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT,
                "1",
                MessageSystemAttributeName.MESSAGE_GROUP_ID,
                group))
        .build();
  }

  private static EventPublisher closable(AtomicBoolean open) {
    return new EventPublisher() {
      @Override
      public CompletableFuture<PublishResult> publishAsync(Object event) {
        return CompletableFuture.failedFuture(new IllegalStateException("Nothing is published."));
      }

      @Override
      public boolean takesEvents() {
        return open.get();
      }
    };
  }
}
