// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import io.busbar.core.BusbarConfig;
import io.busbar.core.EventEnvelope;
import io.busbar.core.EventMetadata;
import io.busbar.core.EventType;
import io.busbar.core.OutgoingEvent;
import io.busbar.core.PublishResult;
import io.busbar.core.handler.EventHandler;
import io.busbar.core.handler.HandlerContext;
import io.busbar.core.handler.Retry;
import io.busbar.core.runtime.Busbar;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HandlersTest {

  @EventType(source = "grocer.customer-web", name = "Order Placed", version = 7)
  record OrderPlaced(String orderId) {}

  @EventType(source = "grocer.payment", name = "Payment Processed")
  record PaymentProcessed(String orderId) {}

  private final VirtualClock clock = VirtualClock.create();
  private final InMemoryOrganization aws =
      InMemoryOrganization.builder().time(clock).seed(1).build();
  private final Bus bus = aws.account("121212121212").bus("central-bus");
  private final Queue payments = aws.account("999999999999").queue("payments");
  private final Queue shop = aws.account("111111111111").queue("shop");
  private final InMemoryEventPublisher web =
      aws.account("111111111111").publisher("customer-web", bus);
  private final InMemoryEventPublisher payment =
      aws.account("999999999999").publisher("payment", bus);

  HandlersTest() {
    bus.rule("orders").pattern("{\"detail-type\":[\"Order Placed\"]}").to(payments);
    bus.rule("paid").pattern("{\"detail-type\":[\"Payment Processed\"]}").to(shop);
  }

  @Test
  void runsAChainOfServicesUntilNothingIsLeftToDo() {
    Payments charging = new Payments();
    Shop showing = new Shop();
    payments.handledBy(payment, charging);
    shop.handledBy(web, showing);

    PublishResult result = web.publish(new OrderPlaced("o-1"));

    assertThat(charging.attempts).isEmpty();
    assertThat(aws.runUntilQuiescent()).isEqualTo(2);
    assertThat(charging.attempts).containsExactly("o-1 attempt 1");
    assertThat(showing.shown)
        .extracting(
            envelope -> envelope.detail().orderId(),
            envelope -> envelope.metadata().causationId(),
            envelope -> envelope.metadata().service(),
            envelope -> envelope.head().account())
        .containsExactly(tuple("o-1", result.id(), "payment", "999999999999"));
    assertThat(payments.counts().total()).isZero();
  }

  @Test
  void movesAVirtualClockToTheNextRetry() {
    Payments charging = new Payments().failing(2);
    payments.handledBy(payment, charging);

    web.publish(new OrderPlaced("o-1"));
    aws.runUntilQuiescent();

    assertThat(charging.attempts)
        .containsExactly("o-1 attempt 1", "o-1 attempt 2", "o-1 attempt 3");
    assertThat(clock.now()).isAfter(VirtualClock.START);
  }

  @Test
  void doesNotWaitForTheMachinesClock() {
    InMemoryOrganization live = InMemoryOrganization.create();
    Bus liveBus = live.account("121212121212").bus("central-bus");
    Queue liveQueue = live.account("999999999999").queue("payments");
    liveBus.rule("orders").pattern("{\"detail-type\":[\"Order Placed\"]}").to(liveQueue);
    InMemoryEventPublisher publisher = live.account("999999999999").publisher("payment", liveBus);
    Payments charging = new Payments().failing(2);
    liveQueue.handledBy(publisher, charging);

    publisher.publish(delayed(Duration.ofHours(3)));
    live.runUntilQuiescent();

    assertThat(charging.attempts)
        .containsExactly("o-9 attempt 1", "o-9 attempt 2", "o-9 attempt 3");
  }

  @Test
  void keepsADelayedEventUntilItIsDue() {
    Payments charging = new Payments();
    payments.handledBy(payment, charging);

    PublishResult result = web.publish(delayed(Duration.ofMinutes(5)));
    assertThat(result).isInstanceOf(PublishResult.Stored.class);
    clock.advance(Duration.ofMinutes(5).minusMillis(1));
    assertThat(payments.counts().total()).isZero();

    clock.advance(Duration.ofMillis(1));
    assertThat(payments.counts().total()).isEqualTo(1);
  }

  @Test
  void deliversADelayedEventWithinTheRunByJumpingToItsTime() {
    Payments charging = new Payments();
    payments.handledBy(payment, charging);

    web.publish(delayed(Duration.ofMinutes(5)));
    aws.runUntilQuiescent();

    assertThat(charging.attempts).containsExactly("o-9 attempt 1");
    assertThat(clock.now()).isEqualTo(VirtualClock.START.plus(Duration.ofMinutes(5)));
  }

  @Test
  void sendsWhatAHandlerGivesUpToTheDeadLetterQueue() {
    Queue dead = aws.account("999999999999").queue("payments-dead");
    payments.deadLetters(dead, 100).handledBy(payment, new Payments().failing(9));

    web.publish(new OrderPlaced("o-1"));
    aws.runUntilQuiescent();

    Message letter = dead.receive(1).get(0);
    String letterSource = letter.attributes().get("busbar.message-id").value();
    assertThat(letter.id()).isNotEqualTo(letterSource);
    assertThat(letter.body()).contains("\"orderId\":\"o-1\"");
    assertThat(letter.attributes())
        .containsExactly(
            entry("busbar.attempts", new MessageAttribute("Number", "5")),
            entry("busbar.error", MessageAttribute.text("java.lang.IllegalStateException")),
            entry("busbar.handler", MessageAttribute.text("Payments.on(OrderPlaced)")),
            entry("busbar.message-id", MessageAttribute.text(letterSource)),
            entry("busbar.queue", MessageAttribute.text("payments")),
            entry(
                "busbar.reason",
                MessageAttribute.text(
                    "java.lang.IllegalStateException on attempt 5, the last attempt: the card machine is down")),
            entry("busbar.sent-at", MessageAttribute.text("2026-01-01T00:00:00Z")));
    assertThat(payments.counts().total()).isZero();
  }

  @Test
  void namesTheDeadLetterQueueAfterAQueueWithoutRedrivePolicy() {
    payments.handledBy(payment, new Payments());

    bus.rule("junk").pattern("{\"detail-type\":[\"Junk\"]}").to(payments);
    payments.send("not an envelope");
    aws.runUntilQuiescent();

    assertThat(payments.deadLetterQueue().name()).isEqualTo("payments-dlq");
    assertThat(payments.deadLetterQueue().receive(1))
        .extracting(Message::body)
        .containsExactly("not an envelope");
  }

  @Test
  void runsAHandlerOnceForAnEventThatIsDeliveredTwice() {
    Payments charging = new Payments();
    payments.duplicateDeliveries(1, 7).handledBy(payment, charging);

    web.publish(new OrderPlaced("o-1"));

    assertThat(aws.runUntilQuiescent()).isEqualTo(2);
    assertThat(charging.attempts).containsExactly("o-1 attempt 1");
  }

  @Test
  void comesAgainWhenAHandlerOutlivesTheVisibilityTimeOut() {
    Payments charging = new Payments().failing(1).taking(clock, Duration.ofSeconds(31));
    payments.handledBy(payment, charging);

    web.publish(new OrderPlaced("o-1"));
    aws.runUntilQuiescent();

    assertThat(charging.attempts).containsExactly("o-1 attempt 1", "o-1 attempt 2");
    assertThat(payments.counts().total()).isZero();
  }

  @Test
  void stopsWhenHandlersKeepEachOtherBusy() {
    payments.handledBy(payment, new Payments());
    for (int i = 0; i < 5; i++) {
      web.publish(new OrderPlaced("o-" + i));
    }

    assertThatThrownBy(() -> aws.runUntilQuiescent(3))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "The organization is still busy after 3 deliveries. Look for handlers that answer each other's events, or"
                + " give runUntilQuiescent a higher limit; waiting now: [payments QueueCounts[available=1, inFlight=0,"
                + " delayed=0]].");
  }

  @Test
  void carriesAServiceThatIsPutTogetherByItsBuilder() {
    Payments charging = new Payments();
    BusbarConfig config = BusbarConfig.builder().service("payment").time(clock).build();
    web.publish(new OrderPlaced("o-1"));

    try (Busbar service =
        Busbar.builder()
            .config(config)
            .publisher(pipeline -> InMemoryEventPublisher.of(pipeline, bus))
            .handlers(charging)
            .container(payments::container)
            .build()) {
      service.start();
      aws.runUntilQuiescent();
    }
    web.publish(new OrderPlaced("o-2"));
    aws.runUntilQuiescent();

    assertThat(charging.attempts).containsExactly("o-1 attempt 1");
    assertThat(shop.counts().available()).isEqualTo(1);
    assertThat(payments.counts().available()).isEqualTo(1);
  }

  @Test
  void keepsTheResultOfAnEventForABusThatIsNotThere() {
    PublishResult result =
        web.publish(OutgoingEvent.builder(new OrderPlaced("o-1")).bus("no-such-bus").build());

    String busEventId = ((PublishResult.Accepted) result).busEventId();
    assertThat(aws.journal().of(busEventId))
        .extracting(JournalEntry::step)
        .containsExactly(new JournalEntry.MissingBus());
  }

  @Test
  void repeatsARunFromItsSeed() {
    assertThat(journalOfARun(5)).isEqualTo(journalOfARun(5)).isNotEqualTo(journalOfARun(6));
  }

  private static List<JournalEntry> journalOfARun(long seed) {
    InMemoryOrganization aws =
        InMemoryOrganization.builder().time(VirtualClock.create()).seed(seed).build();
    Bus bus = aws.account("121212121212").bus("central-bus");
    Queue queue = aws.account("999999999999").queue("payments").duplicateDeliveries(0.3, seed);
    bus.rule("orders").pattern("{\"detail-type\":[\"Order Placed\"]}").to(queue);
    InMemoryEventPublisher publisher = aws.account("999999999999").publisher("payment", bus);
    queue.handledBy(publisher, new Payments().failing(4));
    for (int i = 0; i < 20; i++) {
      publisher.publish(new OrderPlaced("o-" + i));
    }
    aws.runUntilQuiescent();
    return aws.journal().entries();
  }

  private static OutgoingEvent delayed(Duration delay) {
    return OutgoingEvent.builder(new OrderPlaced("o-9")).delay(delay).build();
  }

  static final class Payments {
    final List<String> attempts = new ArrayList<>();
    private int failures;
    private Runnable work = () -> {};

    Payments taking(VirtualClock clock, Duration duration) {
      work = () -> clock.advance(duration);
      return this;
    }

    Payments failing(int times) {
      failures = times;
      return this;
    }

    @EventHandler
    @Retry(maxAttempts = 5)
    PaymentProcessed on(OrderPlaced order, HandlerContext context) {
      attempts.add(order.orderId() + " attempt " + context.attempt());
      work.run();
      if (failures-- > 0) {
        throw new IllegalStateException("the card machine is down");
      }
      return new PaymentProcessed(order.orderId());
    }
  }

  static final class Shop {
    final List<EventEnvelope<PaymentProcessed>> shown = new ArrayList<>();

    @EventHandler
    void on(EventEnvelope<PaymentProcessed> payment, EventMetadata metadata) {
      shown.add(payment);
    }
  }
}
