// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.core.EventType;
import io.busbar.core.OutgoingEvent;
import io.busbar.core.handler.EventHandler;
import io.busbar.core.handler.Retry;
import java.util.List;
import org.junit.jupiter.api.Test;

class TraceTest {

  @EventType(source = "grocer.customer-web", name = "Order Placed")
  record OrderPlaced(String orderId) {}

  @EventType(source = "grocer.payment", name = "Payment Processed")
  record PaymentProcessed(String orderId) {}

  private final InMemoryOrganization aws =
      InMemoryOrganization.builder().time(VirtualClock.create()).seed(1).build();
  private final Bus bus = aws.account("121212121212").bus("central-bus");
  private final Queue payments = aws.account("999999999999").queue("payments");
  private final InMemoryEventPublisher web =
      aws.account("111111111111").publisher("customer-web", bus);
  private final InMemoryEventPublisher payment =
      aws.account("999999999999").publisher("payment", bus);

  TraceTest() {
    bus.rule("orders").pattern("{\"detail-type\":[\"Order Placed\"]}").to(payments);
  }

  @Test
  void tellsWhereEveryEventCameFromAndWhatBecameOfIt() {
    payments.handledBy(payment, new Payments(1));

    web.publish(new OrderPlaced("o-1"));
    aws.runUntilQuiescent();

    assertThat(aws.trace().toString())
        .isEqualTo(
            """
            event                 by            published  matched  delivered  handled  acked
            e1 Order Placed       customer-web          1        1          1        1      1
            e2 Payment Processed  payment               1        0          0        0      0

            e1 Order Placed
              +0.000 published by customer-web of account 111111111111
              +0.000 on central-bus
              +0.000 matched by rule orders
              +0.000 delivered to payments
              +0.000 Payments.on(OrderPlaced), attempt 1 in payments: Retry
              +0.000 comes again in payments after PT0S
              +0.000 Payments.on(OrderPlaced), attempt 2 in payments: Ack
              +0.000 acknowledged in payments
              e2 Payment Processed, from Payments.on(OrderPlaced)
                +0.000 published by payment of account 999999999999
                +0.000 on central-bus
                +0.000 lost: no rule of central-bus takes it
            """);
  }

  @Test
  void tellsTheSameInOrder() {
    payments.handledBy(payment, new Payments(0));

    web.publish(new OrderPlaced("o-1"));
    aws.runUntilQuiescent();

    assertThat(aws.trace().steps())
        .isEqualTo(
            """
            +0.000 e1 Order Placed: published by customer-web of account 111111111111
            +0.000 e1 Order Placed: on central-bus
            +0.000 e1 Order Placed: matched by rule orders
            +0.000 e1 Order Placed: delivered to payments
            +0.000 e2 Payment Processed: published by payment of account 999999999999
            +0.000 e2 Payment Processed: on central-bus
            +0.000 e2 Payment Processed: lost: no rule of central-bus takes it
            +0.000 e1 Order Placed: Payments.on(OrderPlaced), attempt 1 in payments: Ack
            +0.000 e1 Order Placed: acknowledged in payments
            """);
  }

  @Test
  void listsWhatWentOutOfSight() {
    payments.handledBy(payment, new Payments(5));
    payments.send("not an envelope");

    web.publish(new OrderPlaced("o-1"));
    web.publish(OutgoingEvent.builder(new OrderPlaced("o-2")).bus("no-such-bus").build());
    aws.runUntilQuiescent();

    assertThat(aws.trace().lossesText().lines().map(line -> line.replaceFirst("^\\S+ ", "")))
        .containsExactly(
            "e2 Order Placed: lost: there is no bus 'no-such-bus'",
            "e3 unreadable message: dead letter of payments by busbar: The message is not well-formed JSON (line 1,"
                + " column 1). Expected an EventBridge envelope; does something else write to this queue?",
            "e1 Order Placed: dead letter of payments by Payments.on(OrderPlaced):"
                + " java.lang.IllegalStateException on attempt 2, the last attempt: the card machine is down");
  }

  @Test
  void knowsTheCauseOfEveryEvent() {
    payments.handledBy(payment, new Payments(0));

    web.publish(new OrderPlaced("o-1"));
    aws.runUntilQuiescent();

    Trace trace = aws.trace();
    List<TracedEvent> events = trace.events();
    assertThat(trace.causeOf(events.get(1))).contains(events.get(0));
    assertThat(trace.causeOf(events.get(0))).isEmpty();
  }

  @Test
  void startsAgainWithTheOrganization() {
    web.publish(new OrderPlaced("o-1"));
    aws.reset();

    assertThat(aws.trace().entries()).isEmpty();
  }

  static final class Payments {
    private int failures;

    Payments(int failures) {
      this.failures = failures;
    }

    @EventHandler
    @Retry(maxAttempts = 2, baseDelay = "PT0S")
    PaymentProcessed on(OrderPlaced order) {
      if (failures-- > 0) {
        throw new IllegalStateException("the card machine is down");
      }
      return new PaymentProcessed(order.orderId());
    }
  }
}
