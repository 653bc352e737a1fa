// SPDX-License-Identifier: Apache-2.0
package io.busbar.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.busbar.consumer.DeadLetters.Mode;
import io.busbar.core.handler.EventHandler;
import io.busbar.core.handler.HandlerContext;
import io.busbar.core.handler.InMemoryIdempotencyStore;
import io.busbar.core.handler.Retry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.sqs.model.Message;

/** Looks into dead-letter queues and empties them, on every SQS that runs in a test. */
@Timeout(120)
class DeadLettersTest extends DeadLetterQueue {
  private final Shop shop = new Shop();

  /** Two handlers of one event; one cannot, for a while. */
  static final class Shop {
    private final List<String> runs = new CopyOnWriteArrayList<>();
    private final AtomicBoolean printerWorks = new AtomicBoolean();

    @EventHandler(id = "reserve")
    void reserve(OrderPlaced order) {
      runs.add("reserve " + order.orderId());
    }

    @EventHandler(id = "print")
    @Retry(maxAttempts = 2, baseDelay = "PT0S", maxDelay = "PT0S")
    void print(OrderPlaced order, HandlerContext context) {
      runs.add("print " + order.orderId() + " attempt " + context.attempt());
      if (!printerWorks.get()) {
        throw new IllegalStateException("the printer is out of paper");
      }
    }
  }

  @ParameterizedTest
  @EnumSource(SqsServer.Kind.class)
  void redrivesToTheHandlerThatHasFailed(SqsServer.Kind kind) {
    start(kind);
    startContainer(
        dispatching -> dispatching.handlers(shop).idempotency(InMemoryIdempotencyStore.create()));
    queue.sendOrders(List.of("o-1"));
    await().atMost(LONG).until(() -> dead.visible() == 1 && queue.isEmpty());
    DeadLetter letter = letters.list(each -> true, 10).get(0);
    assertThat(letter.handler()).isEqualTo("print");
    assertThat(letter.attempts()).isEqualTo(2);
    assertThat(letter.error()).isEqualTo("java.lang.IllegalStateException");
    assertThat(letter.reason())
        .isEqualTo(
            "java.lang.IllegalStateException on attempt 2, the last attempt: the printer is out of paper");

    letters.redrive(each -> true, 100, Mode.FOR_GOOD);
    await().atMost(LONG).until(() -> dead.visible() == 1 && queue.isEmpty());
    DeadLetter again = letters.inspect(letters.list(each -> true, 1).get(0).messageId()).get();
    assertThat(again.attempts()).isEqualTo(4);
    assertThat(again.digest()).isEqualTo(letter.digest()).hasSize(8);
    shop.printerWorks.set(true);
    DeadLetterReport report =
        letters.redrive(each -> each.handler().equals("print"), 100, Mode.FOR_GOOD);

    assertThat(report).isEqualTo(new DeadLetterReport(1, 1, 1));
    await().atMost(LONG).until(() -> shop.runs.size() == 6 && queue.isEmpty());
    assertThat(dead.isEmpty()).isTrue();
    assertThat(shop.runs)
        .containsExactlyInAnyOrder(
            "reserve o-1",
            "print o-1 attempt 1",
            "print o-1 attempt 2",
            "print o-1 attempt 1",
            "print o-1 attempt 2",
            "print o-1 attempt 1");
  }

  @ParameterizedTest
  @EnumSource(SqsServer.Kind.class)
  void leavesEverythingWhereItIsInADryRun(SqsServer.Kind kind) {
    start(kind);
    dead.sendOrders(OrderPlaced.ids(25));

    assertThat(letters.redrive(each -> each.body().contains("o-1"), 5, Mode.DRY_RUN))
        .isEqualTo(new DeadLetterReport(25, 11, 0));
    assertThat(letters.discard(each -> true, Mode.DRY_RUN))
        .isEqualTo(new DeadLetterReport(25, 25, 0));

    assertThat(dead.visible()).isEqualTo(25);
    assertThat(queue.isEmpty()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(SqsServer.Kind.class)
  void discardsWhatTheFilterChooses(SqsServer.Kind kind) {
    start(kind);
    dead.sendOrders(OrderPlaced.ids(12));

    DeadLetterReport report =
        letters.discard(each -> each.body().contains("\"o-1\""), Mode.FOR_GOOD);

    assertThat(report).isEqualTo(new DeadLetterReport(12, 1, 1));
    assertThat(dead.visible()).isEqualTo(11);
    assertThat(letters.list(each -> true, 100))
        .hasSize(11)
        .noneMatch(each -> each.body().contains("\"o-1\""))
        .allMatch(each -> each.handler().isEmpty() && each.attempts() == 0);
    assertThat(letters.list(each -> true, 3)).hasSize(3);
    assertThat(letters.inspect("no-such-message")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(SqsServer.Kind.class)
  void keepsTheAttributesOfTheOriginal(SqsServer.Kind kind) {
    start(kind);
    dead.send(
        OrderPlaced.envelope("o-1"),
        Map.of(
            "shop", SqsEventContainerSuite.text("berlin"),
            "busbar.reason", SqsEventContainerSuite.text("no stock"),
            "busbar.handler", SqsEventContainerSuite.text("reserve")));

    letters.redrive(each -> true, 100, Mode.FOR_GOOD);

    Message message = queue.receive(5).get(0);
    assertThat(message.body()).contains("o-1");
    assertThat(SqsEventContainerSuite.attributes(message))
        .isEqualTo(Map.of("shop", "berlin", "busbar.handler", "reserve"));
  }

  @ParameterizedTest
  @EnumSource(SqsServer.Kind.class)
  void refusesARateOfNothing(SqsServer.Kind kind) {
    start(kind);

    assertThatThrownBy(() -> letters.redrive(each -> true, 0, Mode.FOR_GOOD))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Letters are redriven at 1 or more in a second, but the rate was 0. Use DRY_RUN to redrive none.");
  }
}
