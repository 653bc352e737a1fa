// SPDX-License-Identifier: Apache-2.0
package io.busbar.consumer;

import static io.busbar.consumer.ScriptedSqs.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.core.ConfigurationException;
import io.busbar.core.handler.HandlerChain;
import io.busbar.core.handler.HandlerContext;
import io.busbar.core.handler.HandlerInterceptor;
import io.busbar.core.handler.HandlerSlot;
import io.busbar.core.handler.Outcome;
import io.busbar.testkit.VirtualClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;

/**
 * What a container does when SQS misbehaves or time passes, on a scripted SQS and a virtual clock.
 */
@Timeout(60)
class SqsEventContainerTest extends ScriptedContainer {

  @Test
  void asksForEverythingThatItNeedsToKnowOfAMessage() {
    start(Orders.accepting());

    ReceiveMessageRequest poll = sqs.receives.get(0);

    assertThat(poll.queueUrl()).isEqualTo(URL);
    assertThat(poll.maxNumberOfMessages()).isEqualTo(10);
    assertThat(poll.waitTimeSeconds()).isEqualTo(20);
    assertThat(poll.visibilityTimeout()).isEqualTo(30);
    assertThat(poll.messageAttributeNames()).containsExactly("All");
    assertThat(poll.messageSystemAttributeNames())
        .containsExactlyInAnyOrder(
            MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT,
            MessageSystemAttributeName.SENT_TIMESTAMP,
            MessageSystemAttributeName.AWS_TRACE_HEADER,
            MessageSystemAttributeName.MESSAGE_GROUP_ID);
    assertThat(poll.overrideConfiguration().orElseThrow().apiCallTimeout())
        .contains(Duration.ofSeconds(30));
  }

  @Test
  void leavesAClientAloneThatWaitsForPollsByItself() {
    sqs.ownConfiguration =
        ClientOverrideConfiguration.builder().apiCallTimeout(Duration.ofSeconds(30)).build();
    start(Orders.accepting());

    assertThat(sqs.receives.get(0).overrideConfiguration()).isEmpty();
  }

  @Test
  void keepsAClientFromGivingUpAPollThatMayHaveTakenMessages() {
    sqs.ownConfiguration =
        ClientOverrideConfiguration.builder().apiCallAttemptTimeout(Duration.ofSeconds(29)).build();
    start(Orders.accepting());

    assertThat(sqs.receives.get(0).overrideConfiguration().orElseThrow().apiCallAttemptTimeout())
        .contains(Duration.ofSeconds(30));
  }

  @Test
  void pollsMoreWhilePollsComeBackFullAndOnceWhenTheyAreEmpty() {
    start(Orders.doing((event, context) -> forever()), options -> options.concurrency(40));
    assertThat(sqs.receives).hasSize(1);

    deliver(orders(10));
    assertThat(sqs.polls).hasSize(2);
    deliver(orders(10));
    assertThat(sqs.polls).hasSize(2);
    assertThat(sqs.receives)
        .extracting(ReceiveMessageRequest::maxNumberOfMessages)
        .containsExactly(10, 10, 10, 10);
    deliver();
    deliver();

    assertThat(sqs.receives).hasSize(5);
    assertThat(sqs.polls).hasSize(1);
  }

  @Test
  void neverReservesMorePermitsThanThereAre() {
    start(Orders.doing((event, context) -> forever()), options -> options.concurrency(12));

    deliver(orders(10));

    assertThat(sqs.receives).hasSize(2);
    assertThat(sqs.receives.get(1).maxNumberOfMessages()).isEqualTo(2);
    deliver(orders(2));
    assertThat(detail("inFlight")).isEqualTo("12 of 12");
    assertThat(sqs.polls).isEmpty();
  }

  @Test
  void countsWhatPollsOnTheirWayMayBringAgainstThePermits() {
    start(Orders.doing((event, context) -> forever()), options -> options.concurrency(25));

    deliver(orders(10));

    assertThat(sqs.receives)
        .extracting(ReceiveMessageRequest::maxNumberOfMessages)
        .containsExactly(10, 10, 5);
  }

  @Test
  void deletesTogetherWhatIsDoneTogether() {
    CountDownLatch mayEnd = new CountDownLatch(1);
    Orders orders = Orders.doing((event, context) -> mayEnd.await());
    start(orders);
    deliver(orders(7));
    until(() -> orders.begun().size() == 7);

    mayEnd.countDown();

    until(() -> deletedReceipts().size() == 7);
    assertThat(deletedReceipts()).doesNotHaveDuplicates();
    assertThat(sqs.deletes).hasSize(1).allSatisfy(ScriptedSqs::receipts);
  }

  @Test
  void triesDeletesAgainWhileTheMessageIsHidden() {
    sqs.deleteError = receipt -> sqs.deletes.size() < 3 ? "InternalError" : null;
    start(Orders.accepting());

    deliver(order("o-1"));
    until(() -> sqs.deletes.size() == 1);

    advanceUntil(Duration.ofMillis(100), () -> detail("deleted").equals("1"));
    assertThat(sqs.deletes).hasSize(3);
    assertThat(acksLost).hasValue(0);
  }

  @Test
  void countsAcknowledgementsThatItCouldNotConfirm() {
    sqs.deleteError = receipt -> receipt.equals("receipt-o-1") ? "InternalError" : null;
    start(Orders.accepting());

    deliver(order("o-1"), order("o-2"));
    until(() -> detail("deleted").equals("1"));

    advanceUntil(Duration.ofSeconds(1), () -> detail("acksLost").equals("1"));
    assertThat(acksLost).hasValue(1);
    assertThat(detail("deleted")).isEqualTo("1");
    assertThat(detail("inFlight")).isEqualTo("0 of 10");
  }

  @Test
  void extendsTheVisibilityAtTwoThirdsOfItsTime() {
    CountDownLatch mayEnd = new CountDownLatch(1);
    Orders orders = Orders.doing((event, context) -> mayEnd.await());
    start(orders);
    deliver(orders(2));
    until(() -> orders.begun().size() == 2);

    advance(Duration.ofMillis(19_999));
    assertThat(sqs.changes).isEmpty();
    advance(Duration.ofMillis(1));

    assertThat(sqs.changes).hasSize(1);
    assertThat(sqs.changes.get(0).entries())
        .extracting(ChangeMessageVisibilityBatchRequestEntry::visibilityTimeout)
        .containsExactly(30, 30);
    advanceUntil(Duration.ofSeconds(1), () -> sqs.changes.size() == 2);
    mayEnd.countDown();
    until(() -> detail("deleted").equals("2"));
  }

  @Test
  void doesNotDeleteWithTheReceiptOfALostLease() {
    CountDownLatch mayEnd = new CountDownLatch(1);
    Orders orders = Orders.doing((event, context) -> mayEnd.await());
    sqs.changeError = receipt -> "ReceiptHandleIsInvalid";
    start(orders);
    deliver(order("o-1"));
    until(() -> orders.begun().size() == 1);
    advanceUntil(Duration.ofSeconds(1), () -> sqs.changes.size() == 1);

    mayEnd.countDown();

    until(() -> detail("acksLost").equals("1"));
    assertThat(sqs.deletes).isEmpty();
    assertThat(detail("inFlight")).isEqualTo("0 of 10");
  }

  @Test
  void letsAnExtensionEndBeforeItPutsTheMessageOff() {
    CountDownLatch mayEnd = new CountDownLatch(1);
    Orders orders =
        Orders.doing(
            (event, context) -> {
              mayEnd.await();
              throw new IOException("not now");
            });
    sqs.changesMayEnd = new CompletableFuture<>();
    start(orders);
    deliver(order("o-1"));
    until(() -> orders.begun().size() == 1);
    advanceUntil(Duration.ofSeconds(1), () -> sqs.changes.size() == 1);

    mayEnd.countDown();
    until(() -> detail("failed").equals("100 % of the latest"));
    advance(Duration.ofSeconds(1));
    assertThat(sqs.changes).hasSize(1);
    sqs.changesMayEnd.complete(null);

    until(() -> detail("putOff").equals("1"));
    assertThat(sqs.changes)
        .flatExtracting(change -> change.entries())
        .extracting(ChangeMessageVisibilityBatchRequestEntry::visibilityTimeout)
        .containsExactly(30, 0);
  }

  @Test
  void hidesAMessageNoLongerThanTheMaximumProcessingTime() {
    Orders orders = Orders.doing((event, context) -> forever());
    start(orders, options -> options.maxProcessingTime(Duration.ofSeconds(60)));
    deliver(order("o-1"));
    until(() -> orders.begun().size() == 1);

    advanceUntil(Duration.ofSeconds(5), () -> sqs.changes.size() == 2);
    advanceUntil(
        Duration.ofSeconds(5), () -> clock.now().isAfter(VirtualClock.START.plusSeconds(300)));

    assertThat(sqs.changes).hasSize(2);
  }

  @Test
  void waitsBetweenReceivesThatFail() {
    start(Orders.accepting());

    sqs.polls.remove().completeExceptionally(new IOException("connection refused"));

    until(() -> detail("receiveFailuresInRow").equals("1"));
    assertThat(sqs.receives).hasSize(1);
    advance(Duration.ofMillis(200));
    assertThat(sqs.receives).hasSize(2);
    deliver();
    assertThat(detail("receiveFailuresInRow")).isEqualTo("0");
  }

  @Test
  void roundsDelaysUpToSecondsAndCutsThemAtTwelveHours() {
    start(
        Orders.accepting(),
        options -> options,
        dispatcher ->
            dispatcher.interceptor(new RetryBy(Duration.ofHours(13), Duration.ofMillis(1001))));

    deliver(order("long"), order("short"));

    until(() -> detail("putOff").equals("2"));
    assertThat(sqs.changes)
        .flatExtracting(change -> change.entries())
        .extracting(entry -> entry.receiptHandle() + " " + entry.visibilityTimeout())
        .containsExactlyInAnyOrder("receipt-long 43199", "receipt-short 2");
    assertThat(sqs.deletes).isEmpty();
  }

  @Test
  void keepsAMessageWhoseDeadLetterCouldNotBeSent() {
    sqs.sendFailure = new IllegalStateException("no such queue");
    start(
        Orders.doing(
            (event, context) -> {
              throw new IllegalArgumentException("never");
            }));

    deliver(order("o-1"));

    until(() -> detail("putOff").equals("1"));
    assertThat(sqs.sends).hasSize(1);
    assertThat(sqs.deletes).isEmpty();
    assertThat(detail("deadLettered")).isEqualTo("0");
  }

  @Test
  void sendsDeadLettersToAFifoQueueUnderOneIdentityAndInTheSameTrace() {
    start(
        Orders.doing(
            (event, context) -> {
              throw new IllegalArgumentException("never");
            }),
        options -> options.deadLetterQueueUrl(DEAD_LETTERS + ".fifo"));
    Message traced =
        order("o-1").toBuilder()
            .attributes(
                Map.of(MessageSystemAttributeName.AWS_TRACE_HEADER, "Root=1-5759e988-bd862e3f"))
            .build();

    deliver(traced);

    until(() -> detail("deadLettered").equals("1"));
    SendMessageRequest letter = sqs.sends.get(0);
    assertThat(letter.messageGroupId()).isEqualTo("message-o-1");
    assertThat(letter.messageDeduplicationId())
        .isEqualTo(
            UUID.nameUUIDFromBytes("message-o-1 orders".getBytes(StandardCharsets.UTF_8))
                .toString());
    assertThat(letter.messageSystemAttributesAsStrings())
        .hasEntrySatisfying(
            "AWSTraceHeader",
            value -> assertThat(value.stringValue()).isEqualTo("Root=1-5759e988-bd862e3f"));
  }

  @Test
  void waitsForPollsThatAreOnTheirWayWhenItIsClosed() throws Exception {
    start(Orders.accepting());
    CompletableFuture<Shutdown> shutdown = CompletableFuture.supplyAsync(container::shutdown);
    until(() -> detail("state").equals("closing"));
    assertThat(sqs.polls.peek()).isNotCancelled();

    deliver(order("o-1"));

    assertThat(shutdown.get()).isEqualTo(new Shutdown(0, 1, 0, 0, Duration.ZERO));
    assertThat(sqs.changes.get(0).entries())
        .extracting(ChangeMessageVisibilityBatchRequestEntry::visibilityTimeout)
        .containsExactly(0);
    assertThat(sqs.receives).hasSize(1);
  }

  @Test
  void doesNotWaitForEverForAPollThatIsNotAnswered() throws Exception {
    start(Orders.accepting());
    CompletableFuture<Shutdown> shutdown = CompletableFuture.supplyAsync(container::shutdown);

    advanceUntil(Duration.ofSeconds(1), shutdown::isDone);

    assertThat(shutdown.get().took()).isGreaterThanOrEqualTo(Duration.ofSeconds(35));
  }

  @Test
  void drainsHandlersWithinTheGrace() throws Exception {
    CountDownLatch mayEnd = new CountDownLatch(1);
    Orders orders = Orders.doing((event, context) -> mayEnd.await());
    start(orders);
    deliver(order("o-1"));
    until(() -> orders.begun().size() == 1);
    CompletableFuture<Shutdown> shutdown = CompletableFuture.supplyAsync(container::shutdown);
    until(() -> detail("state").equals("closing"));

    deliver();
    mayEnd.countDown();

    assertThat(shutdown.get()).isEqualTo(new Shutdown(1, 0, 0, 0, Duration.ZERO));
    assertThat(deletedReceipts()).containsExactly("receipt-o-1");
  }

  @Test
  void canBeClosedByAHandler() {
    AtomicReference<Shutdown> shutdown = new AtomicReference<>();
    CountDownLatch polledAgain = new CountDownLatch(1);
    start(
        Orders.doing(
            (event, context) -> {
              polledAgain.await();
              shutdown.set(container.shutdown());
            }));
    deliver(order("o-1"));
    polledAgain.countDown();
    until(() -> detail("state").equals("closing"));
    deliver();

    advanceUntil(Duration.ofSeconds(1), () -> shutdown.get() != null);

    assertThat(shutdown.get().abandoned()).isEqualTo(1);
    assertThat(shutdown.get().stranded()).isZero();
  }

  @Test
  void cannotBeStartedAgainAfterItWasClosed() {
    container = builder(options -> options).build(dispatcher(Orders.accepting(), all -> all));
    container.close();

    assertThatThrownBy(container::start)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "The container of queue 'orders' was closed, and a closed container cannot be started again. Build a new one.");
  }

  @Test
  void refusesOptionsThatCannotBe() {
    container = builder(options -> options).build(dispatcher(Orders.accepting(), all -> all));
    SqsEventContainerBuilder impossible =
        SqsEventContainer.builder(sqs, URL + ".fifo")
            .deadLetterQueueUrl(URL + ".fifo")
            .concurrency(0)
            .maxPolls(0)
            .waitTime(Duration.ofMillis(1500))
            .visibilityTimeout(Duration.ofHours(13))
            .maxProcessingTime(Duration.ofHours(1))
            .closeGrace(Duration.ofSeconds(-1))
            .messagesPerSecond(-1)
            .orderedBy("detail.orderId")
            .killSwitch(1.5, 0);

    assertThatThrownBy(() -> impossible.build(dispatcher(Orders.accepting(), all -> all)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            """
            The container of queue '%s.fifo' cannot be built:
              1. The dead-letter queue is the queue itself, so that a dead letter would come back for ever.
                 Give deadLetterQueueUrl(…) another queue.
              2. concurrency is 0, so that no message could be handled.
                 Use 1 or more.
              3. maxPolls is 0, so that no message could arrive.
                 Use 1 or more.
              4. waitTime is PT1.5S, but SQS waits whole seconds, at most 20; without waiting an empty queue would be polled all the time.
                 Use 1 to 20 seconds.
              5. visibilityTimeout is PT13H, but SQS counts whole seconds, at most 12 hours.
                 Use 1 second to 12 hours.
              6. maxProcessingTime is PT1H, but it must be at least the visibilityTimeout of PT13H and end that long before 12 hours, because SQS hides a message no longer.
                 Shorten it, or hand long work over to a process of its own.
              7. closeGrace is PT-1S, which is less than nothing.
                 Use zero or more.
              8. messagesPerSecond is -1, so that no message could arrive.
                 Use 1 or more, or leave it out for no limit.
              9. The queue is a FIFO queue, whose groups are the order, but orderedBy("detail.orderId") names another one.
                 Leave orderedBy out.
              10. killSwitch(1.5, 0) can never trip, or always does.
                 Use a ratio above 0 and at most 1, out of 1 to 10000 messages."""
                .formatted(URL));
  }

  /** Wants every event again, the order 'long' later than the others. */
  private record RetryBy(Duration forLong, Duration forOthers) implements HandlerInterceptor {
    @Override
    public HandlerSlot slot() {
      return HandlerSlot.VALIDATE;
    }

    @Override
    public Outcome intercept(HandlerContext context, HandlerChain next) {
      boolean isLong = context.delivery().deliveryId().equals("message-long");
      return new Outcome.Retry(isLong ? forLong : forOthers, new IOException("not now"));
    }
  }
}
