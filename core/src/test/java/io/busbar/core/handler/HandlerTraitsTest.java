// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.busbar.core.ConfigurationException;
import io.busbar.core.EventEnvelope;
import io.busbar.core.EventId;
import io.busbar.core.EventMetadata;
import io.busbar.core.handler.Orders.OrderPlaced;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What handlers can ask for by their annotation and their parameters. */
class HandlerTraitsTest {
  private final List<@Nullable Object> seen = new ArrayList<>();

  class Values {
    @EventHandler(id = "values")
    void on(
        OrderPlaced order,
        @MetadataValue("id") EventId id,
        @MetadataValue("schemaVersion") int version,
        @MetadataValue("occurredAt") Instant occurredAt,
        @MetadataValue("service") String service,
        @MetadataValue("serviceVersion") @Nullable String serviceVersion,
        @MetadataValue("correlationId") String correlationId,
        @MetadataValue("causationId") @Nullable EventId causationId,
        @MetadataValue("hops") int hops,
        @MetadataValue("subject") @Nullable String subject) {
      add(id, version, occurredAt, service, serviceVersion, correlationId, causationId);
      add(hops, subject);
    }

    @EventHandler(id = "envelope")
    void on(
        @MetadataValue("account") String account,
        OrderPlaced order,
        @MetadataValue("region") String region,
        @MetadataValue("busEventId") String busEventId,
        @MetadataValue("replayName") @Nullable String replay) {
      add(account, region, busEventId, replay);
    }

    private void add(@Nullable Object... values) {
      for (Object value : values) {
        seen.add(value);
      }
    }
  }

  @Test
  void givesSingleValuesOfTheHead() {
    EventDispatcher dispatcher =
        EventDispatcher.builder(Orders.config())
            .handlers(new Values())
            .sharedEvents(SharedEvents.ALLOW_RERUNS)
            .build();

    DispatchResult result = dispatcher.dispatch(Orders.placed());

    EventMetadata metadata = result.head().metadata();
    assertThat(result.results()).extracting(HandlerResult::outcome).containsOnly(Outcome.ACK);
    assertThat(seen)
        .containsExactlyInAnyOrder(
            metadata.id(),
            7,
            metadata.occurredAt(),
            "grocer.customer-web",
            null,
            "corr-1",
            null,
            2,
            null,
            result.head().account(),
            result.head().region(),
            result.head().busEventId(),
            null);
  }

  static class WrongValues {
    @EventHandler
    void name(OrderPlaced order, @MetadataValue("color") String color) {}

    @EventHandler
    void type(OrderPlaced order, @MetadataValue("hops") String hops) {}
  }

  @Test
  void refusesValuesThatNoEventHas() {
    assertThat(findings(new WrongValues()))
        .containsExactly(
            "WrongValues.name(OrderPlaced, String): parameter 2 wants the value 'color', which no event has.\n"
                + "Use one of id, schemaVersion, occurredAt, service, serviceVersion, correlationId, causationId, hops, subject, account, region, busEventId, replayName.",
            "WrongValues.type(OrderPlaced, String): parameter 2 wants the value 'hops' as a String, but it is an int.\n"
                + "Declare int.");
  }

  class Texts {
    @EventHandler(id = "text-the-customer", replays = Replays.SKIP)
    void on(OrderPlaced order) {
      seen.add("texted");
    }
  }

  @Test
  void skipsReplaysForAHandlerThatDoesNotTakeThem() {
    EventDispatcher dispatcher =
        EventDispatcher.builder(Orders.config()).handlers(new Texts()).build();
    String replay =
        Orders.placed().body().replace("\"account\"", "\"replay-name\":\"monday\",\"account\"");

    DispatchResult result = dispatcher.dispatch(Delivery.of(replay, "m-1"));

    assertThat(result.results())
        .containsExactly(
            new HandlerResult(
                "text-the-customer",
                1,
                new Outcome.Skip("replay monday: this handler does not take replays")));
    assertThat(seen).isEmpty();
    dispatcher.dispatch(Orders.placed());
    assertThat(seen).containsExactly("texted");
    assertThat(dispatcher.describe()).contains("  AUTHORIZE replays are skipped\n");
  }

  static class WrongTraits {
    @EventHandler(concurrency = -1)
    void concurrency(OrderPlaced order) {}

    @EventHandler(accounts = {"1234", "111111111111"})
    void account(OrderPlaced order) {}

    @EventHandler
    @Batch
    void batch(OrderPlaced order) {}

    @EventHandler
    @Batch(maxEvents = 0)
    void none(List<EventEnvelope<OrderPlaced>> orders) {}

    @EventHandler
    OrderPlaced returns(List<EventEnvelope<OrderPlaced>> orders) {
      return orders.get(0).detail();
    }

    @EventHandler
    void more(List<EventEnvelope<OrderPlaced>> orders, HandlerContext context) {}
  }

  @Test
  void refusesTraitsThatCannotBe() {
    assertThat(findings(new WrongTraits()))
        .containsExactly(
            "WrongTraits.returns(List): it takes a List of events and returns OrderPlaced, but a batch ends in one outcome for each event.\n"
                + "Return a List<Outcome>, or declare void.",
            "WrongTraits.account(OrderPlaced): @EventHandler(accounts) names the account '1234', but an account id has exactly 12 digits.\n"
                + "Write it as text, with its leading zeros.",
            "WrongTraits.batch(OrderPlaced): it is a @Batch, but it takes one event.\n"
                + "Take a List<EventEnvelope<T>>, or remove @Batch.",
            "WrongTraits.concurrency(OrderPlaced): @EventHandler(concurrency) must not be negative, but was -1.\n"
                + "Use 1 or more, or leave it out for no limit of its own.",
            "WrongTraits.more(List, HandlerContext): it takes a List of events and 1 more parameters, but a batch has no single metadata, context or tree.\n"
                + "Take the List alone; every envelope in it has its own head.",
            "WrongTraits.none(List): @Batch(maxEvents) must be 1 or more, but was 0.\nLeave it out for 100.");
  }

  class Redrivable {
    @EventHandler(id = "reserve")
    void reserve(OrderPlaced order, HandlerContext context) {
      seen.add("reserve " + context.attempt());
    }

    @EventHandler(id = "print")
    void print(OrderPlaced order) {
      seen.add("print");
    }
  }

  @Test
  void bringsARedrivenEventToTheHandlerThatHadFailed() {
    EventDispatcher dispatcher =
        EventDispatcher.builder(Orders.config())
            .handlers(new Redrivable())
            .sharedEvents(SharedEvents.ALLOW_RERUNS)
            .build();

    dispatcher.dispatch(redriven("reserve"));

    assertThat(seen).containsExactly("reserve 1");
  }

  @Test
  void deadLettersARedrivenEventWhoseHandlerIsGone() {
    EventDispatcher dispatcher =
        EventDispatcher.builder(Orders.config()).handlers(new Texts()).build();
    String reason =
        "The event was redriven to handler 'print', but no handler of that name takes 'Order Placed' from grocer.customer-web here. "
            + "Give a renamed handler its old name with @EventHandler(id), or discard the letter.";

    assertThat(dispatcher.dispatch(redriven("print")).results())
        .containsExactly(new HandlerResult("busbar", 1, new Outcome.DeadLetter(reason, null)));
    assertThat(seen).isEmpty();
  }

  class AwsEvents {
    @EventHandler(source = "aws.s3", detailType = "Object Created")
    void on(EventEnvelope<ObjectCreated> created) {
      seen.add(created.detail().bucket().name() + "/" + created.detail().object().key());
      seen.add(created.head().resources());
    }
  }

  record ObjectCreated(Bucket bucket, S3Object object) {
    record Bucket(String name) {}

    record S3Object(String key, long size) {}
  }

  @Test
  void handlesEventsOfAws() {
    String created =
        """
        {"version":"0","id":"17793124-05d4-b198-2fde-7ededc63b103","detail-type":"Object Created","source":"aws.s3","account":"111122223333",
        "time":"2021-11-12T00:00:00Z","region":"ca-central-1","resources":["arn:aws:s3:::receipts"],"detail":{"version":"0",
        "bucket":{"name":"receipts"},"object":{"key":"2021/11/r-1.pdf","size":5,"etag":"b1946ac92492d2347c6235b4d2611184","version-id":"IYV3p45BT0ac8hjHg1houSdS1a.Mro8e","sequencer":"617f08299329d189"},
        "request-id":"N4N7GDK58NMKJ12R","requester":"123456789012","source-ip-address":"1.2.3.4","reason":"PutObject"}}""";

    DispatchResult result =
        EventDispatcher.builder(Orders.config())
            .handlers(new AwsEvents())
            .build()
            .dispatch(Delivery.of(created, "m-1"));

    assertThat(result.results()).extracting(HandlerResult::outcome).containsOnly(Outcome.ACK);
    assertThat(seen).containsExactly("receipts/2021/11/r-1.pdf", List.of("arn:aws:s3:::receipts"));
  }

  @Test
  void readsWhatCameByWayOfSns() throws Exception {
    EventDispatcher dispatcher =
        EventDispatcher.builder(Orders.config()).handlers(new Texts()).build();
    String message =
        new com.fasterxml.jackson.databind.ObjectMapper()
            .writeValueAsString(Orders.placed().body());
    String notification =
        "{\"Type\":\"Notification\",\"MessageId\":\"n-1\",\"TopicArn\":\"arn:aws:sns:us-east-1:121212121212:orders\",\"Message\":%s,"
                .formatted(message)
            + "\"MessageAttributes\":{\"a\":{\"Type\":\"String\",\"Value\":\"b\"}}}";

    DispatchResult result = dispatcher.dispatch(Delivery.of(notification, "m-1"));

    assertThat(result.results()).extracting(HandlerResult::outcome).containsOnly(Outcome.ACK);
    assertThat(result.head().id()).isEqualTo(EventId.of(Orders.EVENT_ID));
  }

  @Test
  void deadLettersANotificationThatCarriesNoEvent() {
    EventDispatcher dispatcher =
        EventDispatcher.builder(Orders.config()).handlers(new Texts()).build();

    for (String body :
        List.of(
            "{\"Type\":\"Notification\",\"Message\":\"hello\"}",
            "{\"Type\":\"Notification\"}",
            "{\"Type\":\"Notification\",\"Message\":",
            "[\"Notification\"]")) {
      assertThat(dispatcher.dispatch(Delivery.of(body, "m-1")).deadLetters()).hasSize(1);
    }
  }

  private static Delivery redriven(String handlerId) {
    return new Delivery(Orders.placed().body(), "m-2", 1, Map.of(Delivery.ONLY_HANDLER, handlerId));
  }

  private static List<String> findings(Object handlers) {
    return catchThrowableOfType(
            ConfigurationException.class,
            () ->
                EventDispatcher.builder(Orders.config())
                    .handlers(handlers)
                    .sharedEvents(SharedEvents.ALLOW_RERUNS)
                    .build())
        .findings();
  }
}
