// SPDX-License-Identifier: Apache-2.0
package io.busbar.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.testkit.InMemoryEventPublisher;
import io.busbar.tracing.GroceryEvents.UpgradeRequested;
import io.busbar.tracing.GroceryServices.Payment;
import io.busbar.tracing.GroceryServices.Subscriber;
import io.busbar.tracing.GroceryServices.Subscription;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.Test;

/**
 * A subscription upgrade whose first payment fails, over five accounts and a retry that waits five
 * minutes: one trace, and the relay's request beside it.
 */
class GroceryTraceTest {
  private final TracedOrganization grocer = new TracedOrganization();
  private final InMemoryEventPublisher shop =
      grocer.service("111111111111", "customer-web", new Subscriber(), "Subscription Activated");

  GroceryTraceTest() {
    grocer.service(
        "999999999999",
        "payment",
        new Payment(),
        "Subscription Upgrade Requested",
        "Payment Retry Requested");
    grocer.service(
        "101010101010", "subscription", new Subscription(), "Payment Failed", "Payment Processed");
    grocer.service("666666666666", "inventory", new Subscriber(), "Subscription Activated");
    grocer.service("777777777777", "order-processing", new Subscriber(), "Subscription Activated");
  }

  @Test
  void isOneTreeFromTheClickToTheLastHandler() {
    upgrade();

    assertThat(grocer.spans.tree()).isEqualTo(TREE);
  }

  @Test
  void hasOneTraceIdAndOneCorrelationId() {
    upgrade();

    assertThat(grocer.spans.finished().stream().filter(span -> !isRelay(span)))
        .extracting(SpanData::getTraceId)
        .hasSize(13)
        .containsOnly(grocer.spans.finished().get(0).getTraceId());
    assertThat(
            grocer.spans.finished().stream()
                .map(span -> span.getAttributes().get(SpanAttributes.CONVERSATION))
                .filter(id -> id != null)
                .distinct())
        .hasSize(1);
  }

  @Test
  void namesTheEventInBothOfItsSpans() {
    upgrade();

    SpanData published = grocer.spans.finished().get(1);
    SpanData handled = grocer.spans.finished().get(2);
    assertThat(published.getAttributes().get(SpanAttributes.MESSAGE_ID))
        .isNotNull()
        .isEqualTo(handled.getAttributes().get(SpanAttributes.MESSAGE_ID));
  }

  private void upgrade() {
    grocer.click(() -> shop.publish(new UpgradeRequested("upg-1")));
    grocer.aws.runUntilQuiescent();
  }

  private static boolean isRelay(SpanData span) {
    return span.getKind().name().equals("CLIENT");
  }

  private static final String SYSTEM = "messaging.system=";
  private static final String TREE =
      "click INTERNAL {}\n"
          + published(1, "publish", "Subscription Upgrade Requested", "customer-web")
          + handled(2, "payment", "999999999999", "Payment.on(UpgradeRequested)")
              .of("publish", "Subscription Upgrade Requested", "customer-web", "111111111111")
          + published(3, "publish", "Payment Failed", "payment")
          + handled(4, "subscription", "101010101010", "Subscription.on(PaymentFailed)")
              .of("publish", "Payment Failed", "payment", "999999999999")
          + published(5, "create", "Payment Retry Requested", "subscription")
          + handled(6, "payment", "999999999999", "Payment.on(PaymentRetryRequested)")
              .of("create", "Payment Retry Requested", "subscription", "101010101010")
          + published(7, "publish", "Payment Processed", "payment")
          + handled(8, "subscription", "101010101010", "Subscription.on(PaymentProcessed)")
              .of("publish", "Payment Processed", "payment", "999999999999")
          + published(9, "publish", "Subscription Activated", "subscription")
          + activated("customer-web", "111111111111")
          + activated("inventory", "666666666666")
          + activated("order-processing", "777777777777")
          + "publish central-bus CLIENT {messaging.batch.message_count=1"
          + " messaging.destination.name=central-bus messaging.operation.name=publish"
          + " messaging.operation.type=send "
          + SYSTEM
          + "aws.eventbridge} -> create central-bus of Payment Retry Requested\n";

  private static String activated(String service, String account) {
    return handled(10, service, account, "Subscriber.on(SubscriptionActivated)")
        .of("publish", "Subscription Activated", "subscription", "101010101010");
  }

  private static String published(int depth, String operation, String type, String service) {
    return "%s%s central-bus PRODUCER {busbar.event.detail_type=%s busbar.event.source=grocer.%s"
            .formatted("  ".repeat(depth), operation, type, service)
        + " messaging.destination.name=central-bus messaging.operation.name=%s messaging.operation.type=%s "
            .formatted(operation, operation.equals("publish") ? "send" : operation)
        + SYSTEM
        + "aws.eventbridge}\n";
  }

  private static Handled handled(int depth, String service, String account, String handler) {
    return new Handled(depth, service, account, handler);
  }

  private record Handled(int depth, String service, String account, String handler) {
    String of(String operation, String type, String sender, String origin) {
      return "%sprocess %s CONSUMER {busbar.attempt=1 busbar.event.account=%s busbar.event.detail_type=%s"
              .formatted("  ".repeat(depth), service, origin, type)
          + " busbar.event.region=us-east-1 busbar.event.source=grocer.%s busbar.handler=%s busbar.outcome=ack"
              .formatted(sender, handler)
          + " cloud.account.id=%s cloud.region=us-east-1 messaging.destination.name=%s"
              .formatted(account, service)
          + " messaging.operation.name=process messaging.operation.type=process "
          + SYSTEM
          + "aws_sqs} -> %s central-bus of %s\n".formatted(operation, type);
    }
  }
}
