// SPDX-License-Identifier: Apache-2.0
package io.busbar.examples.grocery;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.eventbridge.EventBridgeAsyncClient;
import software.amazon.awssdk.services.eventbridge.model.ResourceAlreadyExistsException;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * Who hears what: one rule on the central bus for each service, straight to the service's queue in
 * its own account.
 */
record Routing(Account service, List<String> sources, List<String> detailTypes) {

  static final List<Routing> TABLE =
      List.of(
          new Routing(
              Account.PAYMENT,
              List.of("grocer.customer-web", "grocer.subscription"),
              List.of("Subscription Upgrade Requested", "Payment Retry Requested")),
          new Routing(
              Account.SUBSCRIPTION,
              List.of("grocer.customer-web", "grocer.payment"),
              List.of("Subscription Upgrade Requested", "Payment Processed", "Payment Failed")),
          new Routing(
              Account.INVENTORY, List.of("grocer.subscription"), List.of("Subscription Activated")),
          new Routing(
              Account.ORDER_PROCESSING,
              List.of("grocer.subscription", "grocer.customer-web"),
              List.of("Subscription Activated", "Order Placed")),
          new Routing(
              Account.CUSTOMER_WEB,
              List.of("grocer.subscription"),
              List.of("Subscription Activated", "Subscription Upgrade Rejected")));

  String ruleName() {
    return "to-" + service.service();
  }

  String pattern() {
    return "{\"source\":[" + quoted(sources) + "],\"detail-type\":[" + quoted(detailTypes) + "]}";
  }

  /**
   * Creates bus, rules, queues and dead-letter queues by the accounts that own them; what is there
   * already stays.
   */
  static void deploy(Function<Account, AwsClients> clients) {
    EventBridgeAsyncClient hub = clients.apply(Account.EVENT_BUS).eventBridge();
    createBus(hub);
    for (Routing routing : TABLE) {
      createQueues(clients.apply(routing.service).sqs(), routing.service);
      hub.putRule(
              rule ->
                  rule.eventBusName(Account.CENTRAL_BUS)
                      .name(routing.ruleName())
                      .eventPattern(routing.pattern()))
          .join();
      Target queue = Target.builder().id("queue").arn(routing.service.queueArn()).build();
      hub.putTargets(
              targets ->
                  targets.eventBusName(Account.CENTRAL_BUS).rule(routing.ruleName()).targets(queue))
          .join();
    }
  }

  private static void createBus(EventBridgeAsyncClient hub) {
    try {
      hub.createEventBus(bus -> bus.name(Account.CENTRAL_BUS)).join();
    } catch (java.util.concurrent.CompletionException failed) {
      if (!(failed.getCause() instanceof ResourceAlreadyExistsException)) {
        throw failed;
      }
    }
  }

  private static void createQueues(SqsAsyncClient sqs, Account service) {
    sqs.createQueue(queue -> queue.queueName(deadLetters(service))).join();
    String url = sqs.createQueue(queue -> queue.queueName(service.service())).join().queueUrl();
    // Short, so that what a killed process had taken comes back soon; the container extends it for
    // slow handlers.
    Map<QueueAttributeName, String> visibility =
        Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, "10");
    sqs.setQueueAttributes(attributes -> attributes.queueUrl(url).attributes(visibility)).join();
  }

  static String deadLetters(Account service) {
    return service.service() + "-dead-letters";
  }

  private static String quoted(List<String> values) {
    return values.stream().map(value -> "\"" + value + "\"").collect(Collectors.joining(","));
  }
}
