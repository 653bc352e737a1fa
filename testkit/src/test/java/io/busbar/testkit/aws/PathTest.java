// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.eventbridge.EventBridgeAsyncClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * One event from one account's PutEvents to another account's queue, with clients of the AWS SDK.
 */
class PathTest {
  private static final String HUB = "121212121212";
  private static final String PAYMENT = "999999999999";
  private static final String SHOP = "111111111111";
  private static final String BUS_ARN =
      "arn:aws:events:us-east-1:121212121212:event-bus/central-bus";
  private static final String DETAIL = "{\"upgradeId\":\"upg-1\",\"planId\":\"plus\"}";

  private final LocalAws aws = LocalAws.start();
  private final AwsClients clients = AwsClients.of(aws);
  private final SqsClient payment = clients.sqs(PAYMENT);
  private String queueUrl = "";

  @BeforeEach
  void route() {
    queueUrl = payment.createQueue(to -> to.queueName("payments")).queueUrl();
    String queueArn =
        payment
            .getQueueAttributes(
                to -> to.queueUrl(queueUrl).attributeNames(QueueAttributeName.QUEUE_ARN))
            .attributes()
            .get(QueueAttributeName.QUEUE_ARN);
    EventBridgeClient hub = clients.eventBridge(HUB);
    hub.createEventBus(to -> to.name("central-bus"));
    hub.putRule(
        to ->
            to.name("payments")
                .eventBusName("central-bus")
                .eventPattern(
                    "{\"source\":[\"grocer.customer-web\"],\"detail-type\":[\"Subscription Upgrade Requested\"]}"));
    Target target = Target.builder().id("queue").arn(queueArn).build();
    hub.putTargets(to -> to.rule("payments").eventBusName("central-bus").targets(target));
  }

  @AfterEach
  void close() {
    clients.close();
    aws.close();
  }

  @Test
  void deliversAcrossAccounts() {
    PutEventsResponse put = clients.eventBridge(SHOP).putEvents(to -> to.entries(upgrade(DETAIL)));
    assertThat(put.failedEntryCount()).isZero();
    String id = put.entries().get(0).eventId();

    Message message =
        payment.receiveMessage(to -> to.queueUrl(queueUrl).waitTimeSeconds(20)).messages().get(0);
    assertThat(message.body())
        .startsWith(
            "{\"version\":\"0\",\"id\":\"%s\",\"detail-type\":\"Subscription Upgrade Requested\",\"source\":\"grocer.customer-web\",\"account\":\"111111111111\",\"time\":\""
                .formatted(id))
        .endsWith("\"region\":\"us-east-1\",\"resources\":[],\"detail\":" + DETAIL + "}");

    payment.deleteMessage(to -> to.queueUrl(queueUrl).receiptHandle(message.receiptHandle()));
    assertThat(aws.organization().account(PAYMENT).queue("payments").counts().total()).isZero();
  }

  @Test
  void deliversWhatAsynchronousClientsPut() throws Exception {
    EventBridgeAsyncClient shop = clients.eventBridgeAsync(SHOP);
    SqsAsyncClient receiver = clients.sqsAsync(PAYMENT);
    var polls =
        IntStream.range(0, 20)
            .mapToObj(i -> receiver.receiveMessage(to -> to.queueUrl(queueUrl).waitTimeSeconds(20)))
            .toList();
    var puts =
        IntStream.range(0, 20)
            .mapToObj(i -> shop.putEvents(to -> to.entries(upgrade("{\"number\":" + i + "}"))))
            .toList();
    CompletableFuture.allOf(puts.toArray(CompletableFuture[]::new)).get(2, TimeUnit.MINUTES);
    CompletableFuture.allOf(polls.toArray(CompletableFuture[]::new)).get(2, TimeUnit.MINUTES);

    assertThat(polls)
        .flatExtracting(poll -> poll.join().messages())
        .extracting(message -> message.body().replaceFirst(".*\"detail\":", ""))
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, 20).mapToObj(i -> "{\"number\":" + i + "}}").toList());
  }

  @Test
  void keepsSilentAboutABusThatDoesNotExistAsEventBridgeDoes() {
    PutEventsResponse put =
        clients
            .eventBridge(SHOP)
            .putEvents(
                to -> to.entries(upgrade(DETAIL).toBuilder().eventBusName("no-such-bus").build()));

    assertThat(put.failedEntryCount()).isZero();
    assertThat(put.entries().get(0).eventId()).isNotBlank();
    assertThat(aws.organization().journal().dropped()).hasSize(1);
  }

  private static PutEventsRequestEntry upgrade(String detail) {
    return PutEventsRequestEntry.builder()
        .source("grocer.customer-web")
        .detailType("Subscription Upgrade Requested")
        .detail(detail)
        .eventBusName(BUS_ARN)
        .build();
  }
}
