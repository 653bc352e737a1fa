// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.core.publish.EntryResult;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class BusTest {
  private static final String ORDERS = "{\"detail-type\":[\"Order Placed\"]}";

  private final VirtualClock clock =
      VirtualClock.startingAt(Instant.parse("2026-11-23T06:00:00.123Z"));
  private final InMemoryOrganization aws = InMemoryOrganization.create(clock);
  private final Region hub = aws.account("121212121212").region();
  private final Bus bus = hub.bus("central-bus");
  private final Queue orders = aws.account("777777777777").queue("orders");

  @Test
  void deliversToAQueueOfAnotherAccountInTheOrderOfEventBridgesKeys() {
    bus.rule("orders").pattern(ORDERS).to(orders);

    String id = put(entry("{ \"orderId\" : \"o 1\",\n \"total\": 1.50 }"));

    assertThat(bodies(orders))
        .containsExactly(
            "{\"version\":\"0\",\"id\":\""
                + id
                + "\",\"detail-type\":\"Order Placed\",\"source\":\"grocer.customer-web\","
                + "\"account\":\"111111111111\",\"time\":\"2026-11-23T06:00:00Z\",\"region\":\"us-east-1\","
                + "\"resources\":[\"arn:aws:s3:::a\"],\"detail\":{\"orderId\":\"o 1\",\"total\":1.50}}");
  }

  @Test
  void acceptsAndDropsWhatIsForABusThatDoesNotExist() {
    String id =
        put(PutEventsEntry.of("grocer.customer-web", "Order Placed", "{}").on("no-such-bus"));

    assertThat(aws.journal().dropped())
        .containsExactly(
            new JournalEntry(
                clock.now(),
                id,
                "grocer.customer-web",
                "Order Placed",
                "no-such-bus",
                new JournalEntry.MissingBus()));
  }

  @Test
  void dropsAnEventAtItsSecondHop() {
    Bus second = aws.account("888888888888").bus("second");
    Bus third = aws.account("999999999999").bus("third");
    bus.rule("on").pattern(ORDERS).to(second);
    second.rule("further").pattern(ORDERS).to(third).to(orders);
    third.rule("never").pattern(ORDERS).to(orders);

    String id = put(entry("{}"));

    assertThat(bodies(orders)).hasSize(1);
    assertThat(aws.journal().dropped())
        .extracting(JournalEntry::eventId, JournalEntry::step)
        .containsExactly(
            org.assertj.core.api.Assertions.tuple(
                id, new JournalEntry.SecondHop("further", third.arn())));
  }

  @Test
  void refusesAnAccountIdThatIsNotTwelveDigits() {
    assertThatThrownBy(() -> aws.account("12"))
        .hasMessage(
            "An account id has exactly twelve digits, but was '12'. Leading zeros count: write it as text.");
  }

  private PutEventsEntry entry(String detail) {
    return new PutEventsEntry(
        "grocer.customer-web",
        "Order Placed",
        detail,
        List.of("arn:aws:s3:::a"),
        null,
        bus.arn(),
        null);
  }

  private String put(PutEventsEntry entry) {
    EntryResult result = aws.account("111111111111").region().putEvents(List.of(entry)).get(0);
    return ((EntryResult.Accepted) result).busEventId();
  }

  private static List<String> bodies(Queue queue) {
    return queue.receive(10).stream().map(Message::body).toList();
  }
}
