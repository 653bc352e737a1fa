// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.testkit.Archive;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.eventbridge.EventBridgeAsyncClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.DescribeArchiveResponse;
import software.amazon.awssdk.services.eventbridge.model.DescribeReplayResponse;
import software.amazon.awssdk.services.eventbridge.model.ListRuleNamesByTargetResponse;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.ReplayState;
import software.amazon.awssdk.services.eventbridge.model.Tag;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.sqs.model.ListMessageMoveTasksResultEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** What a person does with a bus, a rule and a queue, from the beginning to the end. */
class JourneyTest extends ClientTest {
  private static final String PATTERN = "{\"source\":[\"shop\"]}";

  private final EventBridgeClient events = clients.eventBridge(ACCOUNT);

  @Test
  void publishesReceivesGivesUpAndBringsBack() {
    route();
    String deadLetters = sqs.createQueue(to -> to.queueName("dead")).queueUrl();
    String deadArn = "arn:aws:sqs:us-east-1:999999999999:dead";
    sqs.setQueueAttributes(
        to ->
            to.queueUrl(queueUrl)
                .attributes(
                    Map.of(
                        QueueAttributeName.REDRIVE_POLICY,
                        "{\"deadLetterTargetArn\":\"%s\",\"maxReceiveCount\":\"1\"}"
                            .formatted(deadArn))));
    events.putEvents(to -> to.entries(entry("1")));

    assertThat(receive(queueUrl)).hasSize(1);
    clock.advance(Duration.ofSeconds(30));
    assertThat(receive(queueUrl)).isEmpty();
    assertThat(sqs.listDeadLetterSourceQueues(to -> to.queueUrl(deadLetters)).queueUrls())
        .containsExactly(queueUrl);

    sqs.startMessageMoveTask(to -> to.sourceArn(deadArn));

    assertThat(sqs.listMessageMoveTasks(to -> to.sourceArn(deadArn)).results())
        .singleElement()
        .returns("COMPLETED", ListMessageMoveTasksResultEntry::status)
        .returns(1L, ListMessageMoveTasksResultEntry::approximateNumberOfMessagesMoved);
    assertThat(receive(queueUrl))
        .singleElement()
        .extracting(Message::body)
        .asString()
        .contains("\"orderId\":\"1\"");
  }

  @Test
  void cancelsARedriveThatTakesLong() {
    sqs.createQueue(to -> to.queueName("dead"));
    var dead = organization.account(ACCOUNT).queue("dead");
    queue.deadLetters(dead, 1);
    IntStream.range(0, 3).forEach(i -> dead.send("message-" + i));

    String handle =
        sqs.startMessageMoveTask(
                to ->
                    to.sourceArn(dead.arn())
                        .destinationArn(queue.arn())
                        .maxNumberOfMessagesPerSecond(1))
            .taskHandle();

    assertThat(
            sqs.cancelMessageMoveTask(to -> to.taskHandle(handle))
                .approximateNumberOfMessagesMoved())
        .isEqualTo(1L);
    assertThat(sqs.listMessageMoveTasks(to -> to.sourceArn(dead.arn())).results())
        .singleElement()
        .returns("CANCELLED", ListMessageMoveTasksResultEntry::status)
        .returns(2L, each -> each.approximateNumberOfMessagesToMove() - 1);
  }

  @Test
  void archivesAndReplays() {
    route();
    String archiveArn =
        events
            .createArchive(
                to ->
                    to.archiveName("all")
                        .eventSourceArn(busArn())
                        .description("everything")
                        .retentionDays(7))
            .archiveArn();
    events.putEvents(to -> to.entries(entry("1"), entry("2")));
    receive(queueUrl).forEach(this::delete);
    DescribeArchiveResponse archive = events.describeArchive(to -> to.archiveName("all"));

    assertThat(archive.eventCount()).isEqualTo(2L);
    assertThat(archive.description()).isEqualTo("everything");
    assertThat(archive.retentionDays()).isEqualTo(7);
    assertThat(archive.creationTime()).isEqualTo(clock.now());

    events.startReplay(
        to ->
            to.replayName("again")
                .eventSourceArn(archiveArn)
                .eventStartTime(clock.now().minusSeconds(60))
                .eventEndTime(clock.now().plusSeconds(60))
                .destination(bus -> bus.arn(busArn())));
    assertThat(replay().state()).isEqualTo(ReplayState.STARTING);
    clock.advance(Duration.ofSeconds(5));

    assertThat(replay().state()).isEqualTo(ReplayState.COMPLETED);
    assertThat(receive(queueUrl))
        .hasSize(2)
        .allSatisfy(message -> assertThat(message.body()).contains("\"replay-name\":\"again\""));
    assertThat(events.listReplays(to -> to.eventSourceArn(archiveArn)).replays()).hasSize(1);
    events.updateArchive(to -> to.archiveName("all").retentionDays(1).eventPattern(PATTERN));
    assertThat(organization.account(ACCOUNT).region("us-east-1").archives().require("all"))
        .returns(1, Archive::retentionDays);
    events.deleteArchive(to -> to.archiveName("all"));
    assertThat(events.listArchives(to -> {}).archives()).isEmpty();
  }

  @Test
  void cancelsAReplay() {
    events.createArchive(to -> to.archiveName("all").eventSourceArn(defaultBusArn()));
    events.startReplay(
        to ->
            to.replayName("again")
                .eventSourceArn("arn:aws:events:us-east-1:999999999999:archive/all")
                .eventStartTime(clock.now())
                .eventEndTime(clock.now().plusSeconds(60))
                .destination(bus -> bus.arn(defaultBusArn())));

    assertThat(events.cancelReplay(to -> to.replayName("again")).state())
        .isEqualTo(ReplayState.CANCELLING);
    assertThat(replay().state()).isEqualTo(ReplayState.CANCELLED);
  }

  @Test
  void tagsBusesRulesAndQueues() {
    Tag team = Tag.builder().key("team").value("payment").build();
    Tag cost = Tag.builder().key("cost").value("12").build();
    events.createEventBus(to -> to.name("central-bus").description("of all").tags(team));
    String rule =
        events
            .putRule(
                to ->
                    to.name("orders").eventBusName("central-bus").eventPattern(PATTERN).tags(cost))
            .ruleArn();
    events.tagResource(to -> to.resourceARN(busArn()).tags(cost));
    events.untagResource(to -> to.resourceARN(busArn()).tagKeys("team"));

    assertThat(events.listTagsForResource(to -> to.resourceARN(busArn())).tags())
        .containsExactly(cost);
    assertThat(events.listTagsForResource(to -> to.resourceARN(rule)).tags()).containsExactly(cost);
    events.updateEventBus(to -> to.name("central-bus").description("of some"));
    assertThat(events.describeEventBus(to -> to.name("central-bus")).description())
        .isEqualTo("of some");

    String tagged =
        sqs.createQueue(to -> to.queueName("tagged").tags(Map.of("team", "payment"))).queueUrl();
    sqs.tagQueue(to -> to.queueUrl(tagged).tags(Map.of("cost", "12")));
    sqs.untagQueue(to -> to.queueUrl(tagged).tagKeys("team"));
    assertThat(sqs.listQueueTags(to -> to.queueUrl(tagged)).tags()).isEqualTo(Map.of("cost", "12"));
    sqs.deleteQueue(to -> to.queueUrl(tagged));
    String again = sqs.createQueue(to -> to.queueName("tagged")).queueUrl();
    assertThat(sqs.listQueueTags(to -> to.queueUrl(again)).hasTags()).isFalse();
  }

  @Test
  void findsTheRulesOfATargetInPages() {
    for (String name : List.of("a", "b", "c")) {
      events.putRule(to -> to.name(name).eventPattern(PATTERN));
      events.putTargets(to -> to.rule(name).targets(target()));
    }

    ListRuleNamesByTargetResponse first =
        events.listRuleNamesByTarget(to -> to.targetArn(queue.arn()).limit(2));

    assertThat(first.ruleNames()).containsExactly("a", "b");
    assertThat(
            events
                .listRuleNamesByTarget(
                    to -> to.targetArn(queue.arn()).limit(2).nextToken(first.nextToken()))
                .ruleNames())
        .containsExactly("c");
  }

  @Test
  void addsAndRemovesStatementsOfAQueuesPolicy() {
    sqs.addPermission(
        to ->
            to.queueUrl(queueUrl)
                .label("shop")
                .awsAccountIds("111111111111")
                .actions("SendMessage"));

    assertThat(policy())
        .isEqualTo(
            "{\"Version\":\"2012-10-17\",\"Id\":\"arn:aws:sqs:us-east-1:999999999999:orders/SQSDefaultPolicy\","
                + "\"Statement\":[{\"Sid\":\"shop\",\"Effect\":\"Allow\",\"Principal\":{\"AWS\":[\"arn:aws:iam::111111111111:root\"]},"
                + "\"Action\":[\"SQS:SendMessage\"],\"Resource\":\"arn:aws:sqs:us-east-1:999999999999:orders\"}]}");
    sqs.removePermission(to -> to.queueUrl(queueUrl).label("shop"));
    assertThat(policy()).isNull();
  }

  @Test
  void servesAsynchronousClientsAlike() {
    route();
    EventBridgeAsyncClient async = clients.eventBridgeAsync(ACCOUNT);

    String archive =
        async
            .putEvents(to -> to.entries(entry("1")))
            .thenCompose(
                sent -> async.createArchive(to -> to.archiveName("all").eventSourceArn(busArn())))
            .thenCompose(made -> async.describeArchive(to -> to.archiveName("all")))
            .join()
            .archiveName();

    assertThat(archive).isEqualTo("all");
    assertThat(receive(queueUrl)).hasSize(1);
  }

  @Test
  void tellsCallersTheirAccount() {
    assertThat(clients.sts(ACCOUNT).getCallerIdentity())
        .satisfies(
            identity -> {
              assertThat(identity.account()).isEqualTo(ACCOUNT);
              assertThat(identity.arn()).isEqualTo("arn:aws:iam::999999999999:root");
            });
    assertRefuses(
        () -> clients.sts(ACCOUNT).getSessionToken(),
        "InvalidAction",
        "LocalAws does not serve 'GetSessionToken' of STS. docs/local-aws.md lists what it serves.");
  }

  private void route() {
    events.createEventBus(to -> to.name("central-bus"));
    events.putRule(to -> to.name("orders").eventBusName("central-bus").eventPattern(PATTERN));
    events.putTargets(to -> to.rule("orders").eventBusName("central-bus").targets(target()));
  }

  private Target target() {
    return Target.builder().id("queue").arn(queue.arn()).build();
  }

  private static PutEventsRequestEntry entry(String orderId) {
    return PutEventsRequestEntry.builder()
        .eventBusName("central-bus")
        .source("shop")
        .detailType("Order Placed")
        .detail("{\"orderId\":\"" + orderId + "\"}")
        .build();
  }

  private List<Message> receive(String url) {
    return sqs.receiveMessage(to -> to.queueUrl(url).maxNumberOfMessages(10)).messages();
  }

  private void delete(Message message) {
    sqs.deleteMessage(to -> to.queueUrl(queueUrl).receiptHandle(message.receiptHandle()));
  }

  private DescribeReplayResponse replay() {
    return events.describeReplay(to -> to.replayName("again"));
  }

  private String policy() {
    return sqs.getQueueAttributes(
            to -> to.queueUrl(queueUrl).attributeNames(QueueAttributeName.POLICY))
        .attributes()
        .get(QueueAttributeName.POLICY);
  }

  private static String busArn() {
    return "arn:aws:events:us-east-1:999999999999:event-bus/central-bus";
  }

  private static String defaultBusArn() {
    return "arn:aws:events:us-east-1:999999999999:event-bus/default";
  }
}
