// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.busbar.core.EventEnvelope;
import io.busbar.core.handler.EventHandler;
import io.busbar.core.publish.EntryResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutagesTest {
  private static final String ALL = "{\"version\":[\"0\"]}";

  private final VirtualClock clock = VirtualClock.create();
  private final InMemoryOrganization aws =
      InMemoryOrganization.builder().time(clock).seed(1).build();
  private final Region hub = aws.account("121212121212").region();
  private final Bus bus = hub.bus("central-bus");
  private final Account shop = aws.account("111111111111");
  private final Account payment = aws.account("999999999999");

  @Test
  void leavesTheDeliveriesOfOtherAccountsAsTheyWere() {
    Queue payments = payment.queue("payments");
    Queue orders = aws.account("777777777777").queue("orders");
    bus.rule("all").pattern(ALL).to(payments).to(orders);
    payment.down();

    EntryResult result = put(shop.region());

    assertThat(result).isInstanceOf(EntryResult.Accepted.class);
    assertThat(orders.counts().available()).isEqualTo(1);
    assertThat(payments.counts().available()).isZero();
    payment.up();
    aws.runUntilQuiescent();
    assertThat(payments.counts().available()).isEqualTo(1);
  }

  @Test
  void failsTheEntriesForABusThatIsDown() {
    bus.outage(Duration.ofMinutes(1));

    assertThat(put(shop.region()))
        .isEqualTo(
            new EntryResult.Refused("InternalFailure", "An internal error occurred. Try again."));
    clock.advance(Duration.ofMinutes(1));
    assertThat(put(shop.region())).isInstanceOf(EntryResult.Accepted.class);
  }

  @Test
  void failsEveryCallOfAnAccountThatIsDown() {
    shop.region().down();

    assertThatThrownBy(() -> put(shop.region()))
        .isInstanceOfSatisfying(
            AwsErrorException.class,
            e -> {
              assertThat(e.code()).isEqualTo("InternalFailure");
              assertThat(e.status()).isEqualTo(500);
            })
        .hasMessage("An internal error occurred. Try again.");
    assertThatThrownBy(() -> shop.queue("orders").send("x"))
        .isInstanceOfSatisfying(
            AwsErrorException.class,
            e -> {
              assertThat(e.code()).isEqualTo("ServiceUnavailable");
              assertThat(e.status()).isEqualTo(503);
            })
        .hasMessage("The service is unavailable. Please try again later.");
    shop.region("eu-west-1").queue("orders").send("x");
    shop.region().up();
    assertThat(put(shop.region())).isInstanceOf(EntryResult.Accepted.class);
  }

  @Test
  void letsTheHandlersRestUntilItEnds() {
    Queue orders = payment.queue("orders");
    Recorder recorder = new Recorder();
    orders.handledBy(payment.publisher("payment", bus), recorder);
    bus.rule("all").pattern(ALL).to(orders);
    put(shop.region());
    orders.outage(Duration.ofMinutes(5));

    aws.runUntilQuiescent();

    assertThat(recorder.seen).hasSize(1);
    assertThat(clock.now()).isEqualTo(VirtualClock.START.plus(Duration.ofMinutes(5)));
  }

  @Test
  void keepsMessagesWaitingWhenNobodyKnowsItsEnd() {
    Queue orders = payment.queue("orders");
    Recorder recorder = new Recorder();
    orders.handledBy(payment.publisher("payment", bus), recorder);
    bus.rule("all").pattern(ALL).to(orders);
    put(shop.region());
    payment.down();

    aws.runUntilQuiescent();
    assertThat(recorder.seen).isEmpty();

    payment.up();
    aws.runUntilQuiescent();
    assertThat(recorder.seen).hasSize(1);
  }

  private EntryResult put(Region caller) {
    return caller
        .putEvents(List.of(PutEventsEntry.of("grocer.shop", "Order Placed", "{}").on(bus.arn())))
        .get(0);
  }

  static final class Recorder {
    private final List<String> seen = new ArrayList<>();

    @EventHandler(source = "grocer.shop", detailType = "Order Placed")
    void on(EventEnvelope<JsonNode> event) {
      seen.add(event.detailType());
    }
  }
}
