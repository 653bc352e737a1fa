// SPDX-License-Identifier: Apache-2.0
package io.busbar.consumer;

import static io.busbar.consumer.ScriptedSqs.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
  private static final Duration MOMENT = Duration.ofMillis(100);
  private final Message first = order("o-1");

  @Test
  void isLookedAtAgainSoonWhileTheFirstIsHandled() {
    CountDownLatch mayEnd = new CountDownLatch(1);
    Orders orders = Orders.doing((event, context) -> mayEnd.await());
    start(orders);
    deliver(first);
    await().until(() -> orders.begun().size() == 1);

    deliver(copy(1));
    advanceUntil(MOMENT, () -> detail("putOff").equals("1"));
    clock.advance(Duration.ofSeconds(1));
    deliver(copy(2));
    advanceUntil(MOMENT, () -> detail("putOff").equals("2"));
    mayEnd.countDown();
    await().until(() -> detail("deleted").equals("1"));
    deliver(copy(3));

    await().until(() -> detail("deleted").equals("2"));
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
    await().until(() -> orders.begun().size() == 1);

    for (int receive = 1; attempts.size() == 1; receive++) {
      int before = waits().size();
      deliver(copy(receive));
      advanceUntil(MOMENT, () -> waits().size() > before || attempts.size() == 2);
      clock.advance(Duration.ofSeconds(attempts.size() == 2 ? 0 : waits().get(before)));
    }

    String last = "receipt-copy-" + (waits().size() + 1);
    advanceUntil(MOMENT, () -> deletedReceipts().equals(List.of(last)));
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

  private void deliver(Message message) {
    await().until(() -> !sqs.polls.isEmpty());
    sqs.deliver(message);
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
