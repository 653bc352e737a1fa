// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;

class FifoQueuesTest extends ClientTest {
  private static final Map<QueueAttributeName, String> BY_GROUP =
      Map.of(
          QueueAttributeName.FIFO_QUEUE, "true",
          QueueAttributeName.DEDUPLICATION_SCOPE, "messageGroup",
          QueueAttributeName.FIFO_THROUGHPUT_LIMIT, "perMessageGroupId");

  @Test
  void tellsWhatCanBeSetOfThem() {
    String url = create("plain.fifo", Map.of(QueueAttributeName.FIFO_QUEUE, "true"));
    assertThat(fifo(url)).containsExactly("true", "false", "queue", "perQueue");

    sqs.setQueueAttributes(
        to ->
            to.queueUrl(url)
                .attributes(
                    Map.of(
                        QueueAttributeName.CONTENT_BASED_DEDUPLICATION, "true",
                        QueueAttributeName.FIFO_THROUGHPUT_LIMIT, "perMessageGroupId",
                        QueueAttributeName.DEDUPLICATION_SCOPE, "messageGroup")));

    assertThat(fifo(url)).containsExactly("true", "true", "messageGroup", "perMessageGroupId");
    sqs.setQueueAttributes(
        to ->
            to.queueUrl(url)
                .attributes(Map.of(QueueAttributeName.FIFO_THROUGHPUT_LIMIT, "perQueue")));
    assertThat(fifo(url)).containsExactly("true", "true", "messageGroup", "perQueue");
  }

  @Test
  void knowMessagesAgainWithinTheirGroups() {
    String url = create("groups.fifo", BY_GROUP);

    SendMessageResponse first = send(url, "a");
    SendMessageResponse other = send(url, "b");
    SendMessageResponse again = send(url, "a");

    assertThat(again.messageId()).isEqualTo(first.messageId()).isNotEqualTo(other.messageId());
    assertThat(again.sequenceNumber()).isEqualTo(first.sequenceNumber()).hasSize(20);
    assertThat(other.sequenceNumber()).isGreaterThan(first.sequenceNumber());
  }

  @Test
  void numberTheMessagesOfABatch() {
    String url = create("batch.fifo", BY_GROUP);
    var entry =
        SendMessageBatchRequestEntry.builder()
            .id("1")
            .messageBody("x")
            .messageGroupId("a")
            .messageDeduplicationId("1")
            .build();

    assertThat(sqs.sendMessageBatch(to -> to.queueUrl(url).entries(entry)).successful())
        .singleElement()
        .satisfies(each -> assertThat(each.sequenceNumber()).hasSize(20));
    assertThat(sqs.sendMessage(to -> to.queueUrl(queueUrl).messageBody("x")).sequenceNumber())
        .as("of a standard queue")
        .isNull();
  }

  @Test
  void refuseALimitByGroupWithoutDeduplicationByGroup() {
    assertRefuses(
        () ->
            create(
                "limit.fifo",
                Map.of(
                    QueueAttributeName.FIFO_QUEUE, "true",
                    QueueAttributeName.FIFO_THROUGHPUT_LIMIT, "perMessageGroupId")),
        "InvalidAttributeValue",
        "Invalid value for the parameter FifoThroughputLimit. Reason: To set FifoThroughputLimit to perMessageGroupId, the DeduplicationScope must be messageGroup.");
    assertRefuses(
        () ->
            create(
                "scope.fifo",
                Map.of(
                    QueueAttributeName.FIFO_QUEUE, "true",
                    QueueAttributeName.DEDUPLICATION_SCOPE, "group")),
        "InvalidAttributeValue",
        "Invalid value for the parameter DeduplicationScope.");
  }

  @Test
  void keepTheirType() {
    String url = create("type.fifo", BY_GROUP);

    assertRefuses(
        () ->
            sqs.setQueueAttributes(
                to -> to.queueUrl(url).attributes(Map.of(QueueAttributeName.FIFO_QUEUE, "false"))),
        "InvalidAttributeValue",
        "Invalid value for the parameter FifoQueue. Reason: Modifying queue type is not supported.");
    assertRefuses(
        () -> create("standard", Map.of(QueueAttributeName.FIFO_QUEUE, "false")),
        "InvalidAttributeName",
        "Unknown Attribute FifoQueue.");
    assertRefuses(
        () -> create("standard", Map.of(QueueAttributeName.CONTENT_BASED_DEDUPLICATION, "true")),
        "InvalidAttributeName",
        "Unknown Attribute ContentBasedDeduplication.");
    assertRefuses(
        () -> create("standard", Map.of(QueueAttributeName.DEDUPLICATION_SCOPE, "queue")),
        "InvalidAttributeName",
        "You can specify the DeduplicationScope only when FifoQueue is set to true.");
  }

  @Test
  void giveUpToQueuesOfTheirType() {
    String policy = "{\"deadLetterTargetArn\":\"" + queue.arn() + "\",\"maxReceiveCount\":3}";
    String url = create("source.fifo", BY_GROUP);

    assertRefuses(
        () ->
            sqs.setQueueAttributes(
                to ->
                    to.queueUrl(url).attributes(Map.of(QueueAttributeName.REDRIVE_POLICY, policy))),
        "InvalidParameterValue",
        "Value "
            + policy
            + " for parameter RedrivePolicy is invalid. Reason: Dead-letter queue must be same type of queue as the source..");
  }

  private String create(String name, Map<QueueAttributeName, String> attributes) {
    return sqs.createQueue(to -> to.queueName(name).attributes(attributes)).queueUrl();
  }

  private SendMessageResponse send(String url, String group) {
    return sqs.sendMessage(
        to -> to.queueUrl(url).messageBody("x").messageGroupId(group).messageDeduplicationId("1"));
  }

  private List<String> fifo(String url) {
    Map<QueueAttributeName, String> all =
        sqs.getQueueAttributes(to -> to.queueUrl(url).attributeNames(QueueAttributeName.ALL))
            .attributes();
    return List.of(
        all.get(QueueAttributeName.FIFO_QUEUE),
        all.get(QueueAttributeName.CONTENT_BASED_DEDUPLICATION),
        all.get(QueueAttributeName.DEDUPLICATION_SCOPE),
        all.get(QueueAttributeName.FIFO_THROUGHPUT_LIMIT));
  }
}
