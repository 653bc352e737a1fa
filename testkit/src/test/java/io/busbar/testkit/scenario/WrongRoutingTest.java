// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.scenario;

import static io.busbar.testkit.scenario.Scenarios.handled;
import static io.busbar.testkit.scenario.Scenarios.noDeadLetters;
import static io.busbar.testkit.scenario.Scenarios.nothingLost;
import static io.busbar.testkit.scenario.Scenarios.published;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.busbar.core.EventType;
import io.busbar.core.handler.EventHandler;
import io.busbar.testkit.Account;
import io.busbar.testkit.Bus;
import io.busbar.testkit.InMemoryEventPublisher;
import io.busbar.testkit.InMemoryOrganization;
import io.busbar.testkit.PutEventsEntry;
import io.busbar.testkit.Queue;
import io.busbar.testkit.Rule;
import io.busbar.testkit.Target;
import io.busbar.testkit.VirtualClock;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever is wrong with the routing, the failing assertion names the layer, and the field. */
class WrongRoutingTest {

  @EventType(source = "grocer.customer-web", name = "Order Placed", version = 7)
  record OrderPlaced(String orderId, String customerId) {}

  @EventType(source = "grocer.order-processing", name = "Order Updated")
  record OrderUpdated(String orderId) {}

  static final class Orders {
    @EventHandler
    OrderUpdated on(OrderPlaced event) {
      return new OrderUpdated(event.orderId());
    }
  }

  /** As it was deployed for order-processing: no version of the event has these two fields. */
  private static final String IMPOSSIBLE =
      """
      {"source": ["grocer.customer-web"], "detail-type": ["Order Placed"],
       "detail": {"orderStatus": ["PENDING"], "paymentMethod": ["CREDIT_CARD", "DEBIT_CARD", "APPLE_PAY"]}}
      """;

  private static final String PLACED = "{\"detail-type\":[\"Order Placed\"]}";

  private final InMemoryOrganization aws =
      InMemoryOrganization.builder()
          .time(VirtualClock.create())
          .seed(42)
          .enforcePolicies(true)
          .build();
  private final EventScenario scenario = EventScenario.in(aws);
  private final Account hub = aws.account("121212121212");
  private final Bus bus = hub.bus("central-bus");
  private final Queue queue = aws.account("777777777777").queue("order-processing");
  private final InMemoryEventPublisher shop =
      aws.account("111111111111").publisher("customer-web", bus);

  WrongRoutingTest() {
    queue.handledBy(aws.account("777777777777").publisher("order-processing", bus), new Orders());
  }

  @Test
  void namesTheFieldOfAnImpossibleRule() {
    bus.rule("order-processing").pattern(IMPOSSIBLE).to(queue);
    bus.rule("payment").pattern("{\"detail-type\":[\"Subscription Upgrade Requested\"]}");

    assertThat(failure(handled(Orders.class)))
        .isEqualTo(
            """
            Expected Orders to succeed at least once, but it succeeded never.
              e1 Order Placed: rule order-processing on central-bus, event pattern: detail.orderStatus is absent, but the pattern wants 'PENDING'.
            """);
  }

  @Test
  void namesEveryRuleWhenTheEventIsLost() {
    bus.rule("order-processing").pattern(IMPOSSIBLE).to(queue);
    bus.rule("payment").pattern("{\"detail-type\":[\"Subscription Upgrade Requested\"]}");

    assertThat(failure(nothingLost()))
        .isEqualTo(
            """
            Expected nothing to be lost, but it was:
              +0.000 e1 Order Placed: lost: no rule of central-bus takes it
                rule order-processing on central-bus, event pattern: detail.orderStatus is absent, but the pattern wants 'PENDING'.
                rule payment on central-bus, event pattern: detail-type is 'Order Placed', but the pattern wants 'Subscription Upgrade Requested'.
            """);
  }

  @Test
  void namesTheFirstFieldThatFailsWhenTheOthersAreThere() {
    bus.rule("order-processing")
        .pattern("{\"detail\":{\"orderId\":[{\"prefix\":\"ord-\"}],\"customerId\":[\"cust-2\"]}}")
        .to(queue);

    assertThat(failure(published(OrderUpdated.class).causedBy(OrderPlaced.class)))
        .isEqualTo(
            """
            Expected 'Order Updated' to be published at least once, but it was published never.
              e1 Order Placed: rule order-processing on central-bus, event pattern: detail.customerId is 'cust-1', but the pattern wants 'cust-2'.
            """);
  }

  @Test
  void namesADisabledRule() {
    bus.rule("order-processing").pattern(PLACED).to(queue).state(Rule.State.DISABLED);

    assertThat(failure(handled(Orders.class)))
        .isEqualTo(
            """
            Expected Orders to succeed at least once, but it succeeded never.
              e1 Order Placed: rule order-processing on central-bus, rule state: is disabled.
            """);
  }

  @Test
  void namesTheSecondHop() {
    Bus regional = aws.account("777777777777").bus("regional");
    Bus local = aws.account("777777777777").bus("orders");
    bus.rule("to-orders").pattern(PLACED).to(regional);
    regional.rule("on").pattern(PLACED).to(local);
    local.rule("order-processing").pattern(PLACED).to(queue);

    assertThat(failure(handled(Orders.class)))
        .isEqualTo(
            """
            Expected Orders to succeed at least once, but it succeeded never.
              e1 Order Placed: bus orders of 777777777777, hop: 'arn:aws:events:us-east-1:777777777777:event-bus/regional' got the event from another bus, so its rule cannot forward it to 'arn:aws:events:us-east-1:777777777777:event-bus/orders': EventBridge allows one hop from bus to bus. Let a rule of the first bus target both buses, or a queue in the other account directly.
            """);
  }

  @Test
  void namesAMissingQueuePolicy() {
    Queue audit = hub.queue("audit");
    audit.handledBy(hub.publisher("audit", bus), new Orders());
    bus.rule("audit").pattern(PLACED).target(new Target("1", audit.arn()));

    assertThat(failure(nothingLost()))
        .isEqualTo(
            """
            Expected nothing to be lost, but it was:
              +0.000 e1 Order Placed: not delivered to audit by rule audit, queue policy, NO_PERMISSIONS: 'arn:aws:sqs:us-east-1:121212121212:audit' has no policy, so nothing allows 'sqs:SendMessage' by 'events.amazonaws.com'. Set a policy that allows it.
            """);
  }

  @Test
  void namesTheConditionOfAQueuePolicyThatFails() {
    Queue audit = hub.queue("audit");
    audit.policy(
        """
        {"Version": "2012-10-17", "Statement": [{"Sid": "eventbridge", "Effect": "Allow",
         "Principal": {"Service": "events.amazonaws.com"}, "Action": "sqs:SendMessage", "Resource": "%s",
         "Condition": {"ArnEquals": {"aws:SourceArn": "arn:aws:events:us-east-1:121212121212:rule/central-bus/other"}}}]}
        """
            .formatted(audit.arn()));
    bus.rule("audit").pattern(PLACED).target(new Target("1", audit.arn())).deadLetter("audit-dlq");

    assertThat(failure(noDeadLetters()))
        .isEqualTo(
            """
            Expected no dead letters, but there are some:
              +0.000 e1 Order Placed: dead letter of rule audit in audit-dlq
              e1 Order Placed: queue audit of 121212121212, queue policy: does not get the event, NO_PERMISSIONS: No statement allows 'sqs:SendMessage' by 'events.amazonaws.com' on 'arn:aws:sqs:us-east-1:121212121212:audit':
                1. Statement 'eventbridge': ArnEquals aws:SourceArn is 'arn:aws:events:us-east-1:121212121212:rule/central-bus/other' in the policy, but 'arn:aws:events:us-east-1:121212121212:rule/central-bus/audit' in the request.
            """);
  }

  @Test
  void namesAnUnusableKey() {
    queue.encryptedBy(queue.region().key("orders"));
    bus.rule("order-processing").pattern(PLACED).to(queue);

    assertThat(failure(handled(Orders.class)))
        .isEqualTo(
            """
            Expected Orders to succeed at least once, but it succeeded never.
              e1 Order Placed: queue order-processing of 777777777777, KMS key: does not get the event, NO_PERMISSIONS: The key policy of 'arn:aws:kms:us-east-1:777777777777:key/orders' does not let 'arn:aws:iam::121212121212:role/eventbridge' use it. Allow kms:GenerateDataKey and kms:Decrypt. It has no dead-letter queue, so the event is lost.
            """);
  }

  @Test
  void namesAMissingBus() {
    bus.rule("order-processing").pattern(PLACED).to(queue);
    Stimulus wrongName =
        organization ->
            assertThat(
                    aws.account("111111111111")
                        .region()
                        .putEvents(
                            List.of(
                                PutEventsEntry.of("grocer.customer-web", "Order Placed", "{}")
                                    .on("central-bus"))))
                .hasSize(1);

    assertThat(failure(wrongName, handled(Orders.class)))
        .isEqualTo(
            """
            Expected Orders to succeed at least once, but it succeeded never.
              e1 Order Placed: bus 'central-bus': does not exist, so PutEvents answers with an event id and the event is lost. Account 111111111111 in us-east-1 has: default. Buses of other accounts are named by their ARNs: arn:aws:events:us-east-1:121212121212:event-bus/central-bus.
            """);
  }

  @Test
  void namesTheBusPolicy() {
    bus.rule("order-processing").pattern(PLACED).to(queue);
    bus.permit("222222222222");

    assertThat(failure(published(OrderPlaced.class)))
        .isEqualTo(
            """
            Expected 'Order Placed' to be published at least once, but it was published never.
              e1 Order Placed: bus central-bus of 121212121212, bus policy: does not let account 111111111111 put the event. No statement allows 'events:PutEvents' by 'arn:aws:iam::111111111111:root' on 'arn:aws:events:us-east-1:121212121212:event-bus/central-bus':
                1. Statement '222222222222': Principal is 'arn:aws:iam::222222222222:root' in the policy, but 'arn:aws:iam::111111111111:root' in the request.
            """);
  }

  @Test
  void namesAMissingTarget() {
    bus.rule("order-processing").pattern(PLACED);
    assertThat(failure(handled(Orders.class)))
        .isEqualTo(
            """
            Expected Orders to succeed at least once, but it succeeded never.
              No rule has queue order-processing of 777777777777 as its target.
              e1 Order Placed: rule order-processing on central-bus, target: has no target that could get it.
            """);
  }

  @Test
  void saysThatNothingWasPublishedThatTheHandlersTake() {
    bus.rule("order-processing").pattern(PLACED).to(queue);

    assertThat(failure(published(new OrderUpdated("o-1")).by(shop), handled(Orders.class)))
        .isEqualTo(
            """
            Expected Orders to succeed at least once, but it succeeded never.
              No event was published that they take: 'Order Placed' from grocer.customer-web.
            """);
  }

  private String failure(Expectation expectation) {
    return failure(published(new OrderPlaced("ord-1", "cust-1")).by(shop), expectation);
  }

  private String failure(Stimulus stimulus, Expectation expectation) {
    String text =
        catchThrowableOfType(
                UnmetExpectationsError.class,
                () -> scenario.when(stimulus).untilQuiescent().then(expectation))
            .getMessage();
    return text.substring(0, text.indexOf("\nSeed "));
  }
}
