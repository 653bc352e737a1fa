// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.busbar.core.publish.EntryResult;
import java.time.Instant;
import java.util.ArrayList;
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
  void quotesWhatJsonCannotHold() throws Exception {
    bus.rule("all").pattern("{\"version\":[\"0\"]}").to(orders);
    String odd = "a\"b\\c\n\u0001ä\uD83D\uDE00";

    put(new PutEventsEntry(odd, odd, "{}", List.of(odd), Instant.EPOCH, bus.arn(), null));

    var envelope = new ObjectMapper().readTree(bodies(orders).get(0));
    assertThat(envelope.path("source").textValue()).isEqualTo(odd);
    assertThat(envelope.path("detail-type").textValue()).isEqualTo(odd);
    assertThat(envelope.path("resources").path(0).textValue()).isEqualTo(odd);
    assertThat(envelope.path("time").textValue()).isEqualTo("1970-01-01T00:00:00Z");
  }

  @Test
  void bringsTheTraceHeaderAsASystemAttributeOnly() {
    bus.rule("orders").pattern(ORDERS).to(orders);

    put(new PutEventsEntry("s", "Order Placed", "{}", List.of(), null, bus.arn(), "Root=1-2"));

    Message message = orders.receive(1).get(0);
    assertThat(message.traceHeader()).isEqualTo("Root=1-2");
    assertThat(message.body()).doesNotContain("Root");
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
    assertThat(aws.journal().of(id)).hasSize(1);
  }

  @Test
  void forwardsToABusOfAnotherAccountUnchanged() {
    Bus second = aws.account("888888888888").bus("second");
    bus.rule("on").pattern(ORDERS).to(second).to(orders);
    second.rule("arrive").pattern("{\"account\":[\"111111111111\"]}").to(orders);

    put(entry("{}"));

    List<String> bodies = bodies(orders);
    assertThat(bodies).hasSize(2);
    assertThat(bodies.get(0)).isEqualTo(bodies.get(1));
  }

  @Test
  void forwardsToAnotherRegionUnderANewId() {
    Region abroad = aws.account("121212121212").region("eu-west-1");
    Queue there = abroad.queue("there");
    bus.rule("on").pattern(ORDERS).to(abroad.bus("central-bus"));
    abroad.bus("central-bus").rule("arrive").pattern(ORDERS).to(there);

    String id = put(entry("{}"));

    String body = bodies(there).get(0);
    assertThat(body).doesNotContain(id).contains("\"region\":\"us-east-1\"");
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
        .extracting(JournalEntry::eventId, JournalEntry::bus, JournalEntry::step)
        .containsExactly(
            tuple(id, second.arn(), new JournalEntry.SecondHop("further", third.arn())));
  }

  @Test
  void invokesAFunctionWhoseFailureIsNoFailureOfTheDelivery() {
    List<String> seen = new ArrayList<>();
    LambdaFunction audit =
        hub.function(
            "audit",
            envelope -> {
              seen.add(envelope);
              throw new IllegalStateException("broken");
            });
    bus.rule("audit").pattern(ORDERS).to(audit).to(orders);

    String id = put(entry("{}"));

    assertThat(seen).hasSize(1).isEqualTo(bodies(orders));
    assertThat(aws.journal().failed()).isEmpty();
    assertThat(aws.journal().of(id))
        .extracting(JournalEntry::step)
        .containsExactly(
            new JournalEntry.Received(),
            new JournalEntry.Matched("audit"),
            new JournalEntry.Delivered("audit", audit.arn()),
            new JournalEntry.Delivered("audit", orders.arn()),
            new JournalEntry.FunctionThrew(
                "audit", audit.arn(), "java.lang.IllegalStateException: broken"));
  }

  @Test
  void letsAFunctionPutFurtherEvents() {
    hub.bus("default").rule("all").pattern("{\"version\":[\"0\"]}").to(orders);
    LambdaFunction answer =
        hub.function(
            "answer", envelope -> hub.putEvents(List.of(PutEventsEntry.of("s", "Answered", "{}"))));
    bus.rule("ask").pattern(ORDERS).to(answer);

    put(entry("{}"));

    assertThat(bodies(orders)).singleElement().asString().contains("Answered");
  }

  @Test
  void deliversAShareOfTheEventsTwice() {
    bus.rule("orders").pattern(ORDERS).to(orders.duplicateDeliveries(0.05, 42));
    for (int i = 0; i < 1_000; i++) {
      put(entry("{}"));
    }

    // Not exactly 5 %: what the seed draws, at every run.
    assertThat(orders.counts().available()).isEqualTo(1_058);
    assertThat(aws.journal().counts().get("Order Placed"))
        .isEqualTo(new EventCounts(1_000, 0, 0, 1_058, 0));
  }

  @Test
  void answersAsEventBridgeDoesAboutBuses() {
    assertThat(hub.findBus(bus.arn())).contains(bus);
    assertThat(aws.findBus(bus.arn())).contains(bus);
    assertThat(hub.buses()).extracting(Bus::name).containsExactly("central-bus", "default");
    assertThatThrownBy(() -> hub.createBus("central-bus"))
        .isInstanceOfSatisfying(
            AwsErrorException.class,
            e -> assertThat(e.code()).isEqualTo("ResourceAlreadyExistsException"))
        .hasMessage("Event bus central-bus already exists.");
    assertThatThrownBy(() -> hub.deleteBus("default"))
        .isInstanceOfSatisfying(
            AwsErrorException.class, e -> assertThat(e.code()).isEqualTo("ValidationException"))
        .hasMessage("Cannot delete event bus default.");
    hub.deleteBus("central-bus");
    assertThatThrownBy(() -> hub.requireBus(bus.arn()))
        .isInstanceOfSatisfying(
            AwsErrorException.class,
            e -> assertThat(e.code()).isEqualTo("ResourceNotFoundException"))
        .hasMessage("Event bus central-bus does not exist.");
    assertThatThrownBy(() -> hub.createBus("a bus"))
        .hasMessage(
            "1 validation error detected: Value 'a bus' at 'name' failed to satisfy constraint:"
                + " Member must satisfy regular expression pattern: [/\\.\\-_A-Za-z0-9]+");
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
