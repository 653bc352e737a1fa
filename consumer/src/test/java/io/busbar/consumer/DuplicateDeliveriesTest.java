// SPDX-License-Identifier: Apache-2.0
package io.busbar.consumer;

import static io.busbar.consumer.ScriptedSqs.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.core.handler.IdempotencyStore;
import io.busbar.core.handler.InMemoryIdempotencyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/** A second message of an event whose first one is being handled. */
@Timeout(60)
class DuplicateDeliveriesTest extends ScriptedContainer {
  /** For so long an answer to SQS waits for company while other handlers run. */
  private static final Duration LINGER = Duration.ofMillis(200);

  private final Message first = order("o-1");

  @Test
  void isLookedAtAgainSoonWhileTheFirstIsHandled() {
    CountDownLatch mayEnd = new CountDownLatch(1);
    Orders orders = Orders.doing((event, context) -> mayEnd.await());
    start(orders);
    deliver(first);
    until(() -> orders.begun().size() == 1);

    deliverAndSettle(copy(1));
    assertThat(detail("putOff")).isEqualTo("1");
    advance(Duration.ofSeconds(1));
    deliverAndSettle(copy(2));
    assertThat(detail("putOff")).isEqualTo("2");
    mayEnd.countDown();
    until(() -> detail("deleted").equals("1"));
    deliver(copy(3));

    until(() -> detail("deleted").equals("2"));
    assertThat(orders.begun()).hasSize(1);
    assertThat(waits()).hasSize(2).first().isEqualTo(1);
    assertThat(waits().get(1)).isBetween(9, 20);
    assertThat(detail("failed")).isEqualTo("0 % of the latest");
    assertThat(sqs.sends).isEmpty();
  }

  @Test
  void takesOverWhenTheOwnerOfTheFirstIsGoneWithoutAnAttemptLost() {
    List<Integer> attempts = new CopyOnWriteArrayList<>();
    Orders orders =
        Orders.doing(
            (event, context) -> {
              attempts.add(context.attempt());
              if (attempts.size() == 1) {
                forever();
              }
            });
    start(orders);
    deliver(first);
    until(() -> orders.begun().size() == 1);

    for (int receive = 1; attempts.size() == 1; receive++) {
      int before = waits().size();
      deliverAndSettle(copy(receive));
      advance(Duration.ofSeconds(attempts.size() == 2 ? 0 : waits().get(before)));
    }

    assertThat(deletedReceipts()).containsExactly("receipt-copy-" + (waits().size() + 1));
    assertThat(waits()).as("waits within the lease of 300 s").hasSizeBetween(2, 4);
    assertThat(waits().stream().mapToInt(wait -> wait).sum()).isBetween(290, 303);
    assertThat(attempts).containsExactly(1, 2);
  }

  private void start(Orders orders) {
    IdempotencyStore store = InMemoryIdempotencyStore.create(clock, Duration.ofDays(1));
    start(
        orders,
        options -> options.visibilityTimeout(Duration.ofMinutes(10)),
        dispatching -> dispatching.idempotency(store));
  }

  /** Waits for the handlers, then for what becomes of the message. */
  private void deliverAndSettle(Message message) {
    advance(Duration.ofMillis(1)); // So that the last success is another one.
    deliver(message);
    until(() -> detail("lastSuccess").equals(clock.now().toString()));
    advance(LINGER);
  }

  private List<Integer> waits() {
    return sqs.changes.stream()
        .map(ChangeMessageVisibilityBatchRequest::entries)
        .flatMap(List::stream)
        .map(ChangeMessageVisibilityBatchRequestEntry::visibilityTimeout)
        .toList();
  }

  private Message copy(int receiveCount) {
    String count = Integer.toString(receiveCount);
    return first.toBuilder()
        .messageId("copy")
        .receiptHandle("receipt-copy-" + count)
        .attributes(Map.of(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, count))
        .build();
  }
}
