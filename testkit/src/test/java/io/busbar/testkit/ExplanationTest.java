// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.core.EventType;
import io.busbar.core.OutgoingEvent;
import io.busbar.core.PublishResult;
import io.busbar.core.handler.EventHandler;
import io.busbar.core.handler.Retry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExplanationTest {

  @EventType(source = "grocer.customer-web", name = "Order Placed", version = 7)
  record OrderPlaced(String orderId) {}

  @EventType(source = "grocer.customer-web", name = "Order Cancelled")
  record OrderCancelled(String orderId) {}

  static final class Orders {
    @EventHandler
    @Retry(maxAttempts = 1)
    void on(OrderPlaced event) {
      if (event.orderId().isEmpty()) {
        throw new IllegalArgumentException("an order without an id.");
      }
    }
  }

  private static final String PLACED = "{\"detail-type\":[\"Order Placed\"]}";
  private final InMemoryOrganization aws = organization(false);
  private final Account hub = aws.account("121212121212");
  private final Bus bus = hub.bus("central-bus");
  private final Account orders = aws.account("777777777777");
  private final Queue queue = orders.queue("orders");
  private final InMemoryEventPublisher shop =
      aws.account("111111111111").publisher("customer-web", bus);

  private static InMemoryOrganization organization(boolean strict) {
    return InMemoryOrganization.builder()
        .time(VirtualClock.create())
        .seed(42)
        .enforcePolicies(strict)
        .build();
  }

  @Test
  void tellsWhatBecameOfAnEventLayerByLayer() {
    bus.rule("orders").pattern(PLACED).to(queue).to(hub.region().logGroup("audit"));
    bus.rule("paused").pattern(PLACED).to(queue).state(Rule.State.DISABLED);
    bus.rule("priority").pattern("{\"detail\":{\"priority\":[\"HIGH\"]}}").to(queue);
    bus.rule("unfinished");
    bus.rule("gone").pattern(PLACED).target(new Target("1", queue.arn() + "-gone"));
    queue.handledBy(orders.publisher("orders", bus), new Orders());
    PublishResult result = shop.publish(new OrderPlaced("ord-1"));
    aws.runUntilQuiescent();

    assertThat(aws.explain(result.id()))
        .hasToString(
            """
            e1 Order Placed from grocer.customer-web
              + bus central-bus of 121212121212: has the event.
                + rule gone on central-bus: takes the event.
                  - queue orders-gone of 777777777777, target: does not get the event, NO_RESOURCE: The resource 'arn:aws:sqs:us-east-1:777777777777:orders-gone' does not exist. It has no dead-letter queue, so the event is lost.
                + rule orders on central-bus: takes the event.
                  + queue orders of 777777777777: got the event.
                    + queue orders of 777777777777, handlers: Orders.on(OrderPlaced) has handled it.
                  + log group audit of 121212121212: got the event.
                - rule paused on central-bus, rule state: is disabled.
                - rule priority on central-bus, event pattern: detail.priority is absent, but the pattern wants 'HIGH'.
                - rule unfinished on central-bus, rule state: has no event pattern, so it takes nothing.
            """);
  }

  @Test
  void tellsWhatWouldBecomeOfAnEventOnEveryBusThatHasRules() {
    bus.rule("orders").pattern(PLACED).to(queue);
    queue.handledBy(orders.publisher("orders", bus), new Orders());
    orders
        .bus("own")
        .rule("cancelled")
        .pattern("{\"detail-type\":[\"Order Cancelled\"]}")
        .to(queue);

    assertThat(aws.explain(new OrderPlaced("ord-1")))
        .hasToString(
            """
            Order Placed from grocer.customer-web, if it were published
              + bus central-bus of 121212121212: has the event.
                + rule orders on central-bus: takes the event.
                  + queue orders of 777777777777: gets the event.
                    + queue orders of 777777777777, handlers: Orders.on(OrderPlaced) takes it.
              - bus own of 777777777777, rules: has the event, and no rule takes it: it is lost.
                - rule cancelled on own, event pattern: detail-type is 'Order Placed', but the pattern wants 'Order Cancelled'.
            """);
    assertThat(aws.journal().entries()).isEmpty();
    assertThat(queue.counts().total()).isZero();
  }

  @Test
  void followsAnEventToOtherBusesAndNoFurther() {
    Bus regional = orders.region("eu-west-1").bus("regional");
    bus.rule("abroad").pattern(PLACED).to(regional);
    regional.rule("back").pattern(PLACED).to(orders.bus("own"));
    regional.rule("orders").pattern(PLACED).to(orders.region("eu-west-1").queue("orders"));

    Explanation forecast = shop.explain(new OrderPlaced("ord-1"));
    PublishResult result = shop.publish(new OrderPlaced("ord-1"));

    assertThat(forecast)
        .hasToString(
            """
            Order Placed from grocer.customer-web, if it were published
              + bus central-bus of 121212121212: has the event.
                + rule abroad on central-bus: takes the event.
                  + bus regional of 777777777777 in eu-west-1: gets the event.
                    + bus regional of 777777777777 in eu-west-1: has the event.
                      + rule back on regional: takes the event.
                        - bus own of 777777777777, hop: 'arn:aws:events:eu-west-1:777777777777:event-bus/regional' got the event from another bus, so its rule cannot forward it to 'arn:aws:events:us-east-1:777777777777:event-bus/own': EventBridge allows one hop from bus to bus. Let a rule of the first bus target both buses, or a queue in the other account directly.
                      + rule orders on regional: takes the event.
                        + queue orders of 777777777777 in eu-west-1: gets the event.
                          + queue orders of 777777777777 in eu-west-1, handlers: has no handlers, so the message waits.
            """);
    assertThat(aws.explain(result.id()).obstacles()).isEqualTo(forecast.obstacles());
    assertThat(forecast.isDelivered()).isTrue();
  }

  @Test
  void tellsWhatBecameOfDeadLetters() {
    bus.rule("kept")
        .pattern(PLACED)
        .target(new Target("1", queue.arn() + "-gone"))
        .deadLetter("dlq");
    bus.rule("lost")
        .pattern(PLACED)
        .target(new Target("1", queue.arn() + "-gone").withDeadLetterArn(queue.arn() + "-dlq"));
    Explanation forecast = shop.explain(new OrderPlaced("ord-1"));
    PublishResult result = shop.publish(new OrderPlaced("ord-1"));

    assertThat(aws.explain(result.id()).findings()).isEqualTo(forecast.findings());
    assertThat(forecast)
        .hasToString(
            """
            Order Placed from grocer.customer-web, if it were published
              + bus central-bus of 121212121212: has the event.
                + rule kept on central-bus: takes the event.
                  - queue orders-gone of 777777777777, target: does not get the event, NO_RESOURCE: The resource 'arn:aws:sqs:us-east-1:777777777777:orders-gone' does not exist.
                    + queue dlq of 121212121212, dead-letter queue: keeps what could not be delivered.
                + rule lost on central-bus: takes the event.
                  - queue orders-gone of 777777777777, target: does not get the event, NO_RESOURCE: The resource 'arn:aws:sqs:us-east-1:777777777777:orders-gone' does not exist.
                    - queue orders-dlq of 777777777777, dead-letter queue: does not take it either, so the event is lost, NO_RESOURCE: The resource 'arn:aws:sqs:us-east-1:777777777777:orders-dlq' does not exist.
            """);
  }

  @Test
  void tellsWhatAnOutageDoes() {
    bus.rule("orders").pattern(PLACED).to(queue).retry(3, Duration.ofHours(1));
    orders.outage(Duration.ofMinutes(5));

    assertThat(shop.explain(new OrderPlaced("ord-1")).obstacles())
        .extracting(Finding::toString)
        .containsExactly(
            "queue orders of 777777777777, outage: does not get the event, TIMEOUT: The resource 'arn:aws:sqs:us-east-1:777777777777:orders' did not answer. EventBridge tries again, up to 3 times and for PT1H.");
    PublishResult result = shop.publish(new OrderPlaced("ord-1"));
    assertThat(aws.explain(result.id()).obstacles())
        .extracting(Finding::toString)
        .containsExactly(
            "queue orders of 777777777777, outage: does not get the event, TIMEOUT: The resource 'arn:aws:sqs:us-east-1:777777777777:orders' did not answer. EventBridge tries again.");
    orders.up();
    aws.runUntilQuiescent();
    assertThat(aws.explain(result.id()))
        .hasToString(
            """
            e1 Order Placed from grocer.customer-web
              + bus central-bus of 121212121212: has the event.
                + rule orders on central-bus: takes the event.
                  + queue orders of 777777777777: got the event, after 1 try that failed, TIMEOUT: The resource 'arn:aws:sqs:us-east-1:777777777777:orders' did not answer.
                    + queue orders of 777777777777, handlers: has no handlers, so the message waits.
            """);
  }

  @Test
  void tellsWhyPutEventsRefuses() {
    Region web = aws.account("111111111111").region();
    PutEventsEntry good = PutEventsEntry.of("grocer.customer-web", "Order Placed", "{}");
    bus.permit("222222222222");

    assertThat(stop(web, PutEventsEntry.of("aws.s3", "Object Created", "{}")))
        .isEqualTo(
            "account 111111111111 in us-east-1, PutEvents: is told that the event is refused, NotAuthorizedForSourceException: Not authorized for the source.");
    assertThat(stop(web, PutEventsEntry.of("grocer.customer-web", "Order Placed", "[]")))
        .isEqualTo(
            "account 111111111111 in us-east-1, PutEvents: is told that the event is refused, MalformedDetail: Detail is malformed.");
    assertThat(stop(web, good.on("no bus")))
        .startsWith(
            "account 111111111111 in us-east-1, PutEvents: is told that the event is refused, ValidationException: 1 validation error detected: Value 'no bus' at 'entries.1.member.eventBusName'");
    assertThat(stop(web, good.on("central-bus")))
        .isEqualTo(
            "bus 'central-bus': does not exist, so PutEvents answers with an event id and the event is lost. Account 111111111111 in us-east-1 has: default. Buses of other accounts are named by their ARNs: arn:aws:events:us-east-1:121212121212:event-bus/central-bus.");
    assertThat(stop(web, good.on(bus.arn())))
        .startsWith(
            "bus central-bus of 121212121212, bus policy: does not let account 111111111111 put the event. No statement allows 'events:PutEvents'");
    bus.permit("111111111111");
    assertThat(stop(web, good.on(bus.arn())))
        .isEqualTo(
            "bus central-bus of 121212121212, rules: has the event and no rules, so the event is lost.");
    bus.outage(Duration.ofMinutes(1));
    assertThat(stop(web, good.on(bus.arn())))
        .isEqualTo(
            "account 111111111111 in us-east-1, outage: is told that the event is refused, InternalFailure: An internal error occurred. Try again.");
    web.down();
    assertThat(stop(web, good))
        .isEqualTo(
            "account 111111111111 in us-east-1, outage: gets no answer: PutEvents fails with InternalFailure until the outage is over.");
  }

  private static String stop(Region caller, PutEventsEntry entry) {
    List<Finding> obstacles = caller.explain(entry).obstacles();
    assertThat(obstacles).hasSize(1);
    return obstacles.get(0).toString();
  }

  @Test
  void saysWhatHandlersDid() {
    bus.rule("orders").pattern("{\"source\":[\"grocer.customer-web\"]}").to(queue);
    queue.handledBy(orders.publisher("orders", bus), new Orders());
    PublishResult bad = shop.publish(new OrderPlaced(""));
    PublishResult other = shop.publish(new OrderCancelled("ord-1"));

    assertThat(handlers(bad))
        .isEqualTo("queue orders of 777777777777, handlers: has not been handled yet.");
    aws.runUntilQuiescent();
    assertThat(handlers(bad))
        .isEqualTo(
            "queue orders of 777777777777, handlers: Orders.on(OrderPlaced) has given it up: java.lang.IllegalArgumentException on attempt 1, which trying again cannot mend: an order without an id.");
    assertThat(handlers(other))
        .isEqualTo(
            "queue orders of 777777777777, handlers: has no handler for it, so it is acknowledged and forgotten: Orders.on(OrderPlaced) takes 'Order Placed' from grocer.customer-web.");
    assertThat(shop.explain(new OrderCancelled("ord-1")).obstacles())
        .extracting(Finding::toString)
        .containsExactly(handlers(other));
  }

  private String handlers(PublishResult result) {
    return aws.explain(result.id())
        .all()
        .filter(finding -> finding.layer() == Layer.HANDLERS)
        .findFirst()
        .orElseThrow()
        .toString();
  }

  @Test
  void knowsThatARuleHasChangedSince() {
    Rule rule = bus.rule("orders").pattern("{\"detail-type\":[\"Other\"]}").to(queue);
    PublishResult result = shop.publish(new OrderPlaced("ord-1"));
    rule.pattern(PLACED);

    assertThat(aws.explain(result.id()).obstacles())
        .extracting(Finding::toString)
        .containsExactly(
            "rule orders on central-bus, rule state: did not take the event, but would now: it has changed since.");
  }

  @Test
  void knowsThatARuleIsNotInEffectYet() {
    InMemoryOrganization slow =
        InMemoryOrganization.builder()
            .time(VirtualClock.create())
            .ruleChangeDelay(Duration.ofSeconds(5))
            .build();
    Bus slowBus = slow.account("121212121212").bus("central-bus");
    slowBus.rule("orders").pattern(PLACED);

    assertThat(slow.explain(new OrderPlaced("ord-1")).obstacles())
        .extracting(Finding::toString)
        .containsExactly(
            "rule orders on central-bus, rule state: is not in effect yet: changes of rules take PT5S here.");
  }

  @Test
  void takesAnEventByEitherOfItsIds() {
    bus.rule("orders").pattern(PLACED).to(queue);
    PublishResult.Accepted result = (PublishResult.Accepted) shop.publish(new OrderPlaced("ord-1"));
    TracedEvent event = aws.trace().events().get(0);

    assertThat(aws.explain(result.busEventId()))
        .isEqualTo(aws.explain(result.id()))
        .isEqualTo(aws.explain(event));
    assertThatThrownBy(() -> aws.explain("no-such-id"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "No event 'no-such-id' was published here, or it was forgotten since. Give the id of a PublishResult, or the event itself to learn what would become of it.");
  }

  @Test
  void wantsARule() {
    assertThatThrownBy(() -> aws.explain(new OrderPlaced("ord-1")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "No bus has a rule, so there is nothing that 'Order Placed' could come to. Add rules first, or ask a publisher: publisher.explain(event).");
  }

  @Test
  void changesNothingThatFollowsFromTheSeed() {
    String told = idAfter(true);

    assertThat(told).isEqualTo(idAfter(false));
  }

  private static String idAfter(boolean explains) {
    InMemoryOrganization one = organization(true);
    Bus only = one.account("121212121212").bus("central-bus");
    only.rule("orders").pattern(PLACED).to(one.account("777777777777").queue("orders"));
    if (explains) {
      assertThat(
              one.explain(OutgoingEvent.builder("a", "Order Placed", Map.of()).build()).findings())
          .hasSize(1);
    }
    return one.state().newId();
  }

  @Test
  void forgetsTheOldestEventsWhenThereAreTooMany() {
    bus.rule("never").pattern("{\"source\":[\"nobody\"]}");
    PublishResult first = shop.publish(new OrderPlaced("x".repeat(900_000)));
    PublishResult second = shop.publish(new OrderPlaced("x".repeat(900_000)));
    PublishResult third = shop.publish(new OrderPlaced("x".repeat(900_000)));

    assertThat(aws.explain(first.id()).obstacles())
        .extracting(Finding::text)
        .containsExactly("did not take the event, which is too long ago to say why.");
    assertThat(List.of(aws.explain(second.id()), aws.explain(third.id())))
        .extracting(explanation -> explanation.obstacles().get(0).text())
        .containsOnly("source is 'grocer.customer-web', but the pattern wants 'nobody'.");
  }
}
