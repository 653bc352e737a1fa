// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.ListQueuesResponse;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import software.amazon.awssdk.services.sqs.model.QueueNameExistsException;

class QueueOperationsTest extends ClientTest {
  private static final String POLICY =
      "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"sqs:*\",\"Resource\":\"*\"}]}";

  @Test
  void createsAQueueWithItsAttributes() {
    String url =
        sqs.createQueue(
                to ->
                    to.queueName("payments")
                        .attributes(
                            Map.of(
                                QueueAttributeName.VISIBILITY_TIMEOUT, "7",
                                QueueAttributeName.RECEIVE_MESSAGE_WAIT_TIME_SECONDS, "3",
                                QueueAttributeName.DELAY_SECONDS, "2",
                                QueueAttributeName.MAXIMUM_MESSAGE_SIZE, "2048",
                                QueueAttributeName.POLICY, POLICY)))
            .queueUrl();

    assertThat(url).isEqualTo(aws.endpoint() + "/999999999999/payments");
    assertThat(
            sqs.getQueueAttributes(to -> to.queueUrl(url).attributeNames(QueueAttributeName.ALL))
                .attributesAsStrings())
        .containsOnly(
            Map.entry("QueueArn", "arn:aws:sqs:us-east-1:999999999999:payments"),
            Map.entry("ApproximateNumberOfMessages", "0"),
            Map.entry("ApproximateNumberOfMessagesNotVisible", "0"),
            Map.entry("ApproximateNumberOfMessagesDelayed", "0"),
            Map.entry("CreatedTimestamp", "1767225600"),
            Map.entry("LastModifiedTimestamp", "1767225600"),
            Map.entry("VisibilityTimeout", "7"),
            Map.entry("MaximumMessageSize", "2048"),
            Map.entry("MessageRetentionPeriod", "345600"),
            Map.entry("DelaySeconds", "2"),
            Map.entry("ReceiveMessageWaitTimeSeconds", "3"),
            Map.entry("SqsManagedSseEnabled", "true"),
            Map.entry("Policy", POLICY));
  }

  @Test
  void letsAPolicyDecideAboutDeliveries() {
    sqs.setQueueAttributes(
        to ->
            to.queueUrl(queueUrl)
                .attributes(
                    Map.of(
                        QueueAttributeName.POLICY,
                        POLICY.replace("sqs:*", "sqs:DeleteMessage"),
                        QueueAttributeName.MESSAGE_RETENTION_PERIOD,
                        "60")));

    assertThat(queue.policy()).contains(POLICY.replace("sqs:*", "sqs:DeleteMessage"));
    assertThat(queue.settings().retention()).isEqualTo(Duration.ofMinutes(1));

    sqs.setQueueAttributes(
        to -> to.queueUrl(queueUrl).attributes(Map.of(QueueAttributeName.POLICY, "")));
    assertThat(queue.policy()).isEmpty();
  }

  @Test
  void servesAFifoQueue() {
    String url =
        sqs.createQueue(
                to ->
                    to.queueName("payments.fifo")
                        .attributes(
                            Map.of(
                                QueueAttributeName.FIFO_QUEUE, "true",
                                QueueAttributeName.CONTENT_BASED_DEDUPLICATION, "true")))
            .queueUrl();
    sqs.sendMessage(to -> to.queueUrl(url).messageBody("a").messageGroupId("g"));
    sqs.sendMessage(to -> to.queueUrl(url).messageBody("a").messageGroupId("g"));

    List<Message> messages =
        sqs.receiveMessage(
                to ->
                    to.queueUrl(url)
                        .maxNumberOfMessages(10)
                        .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
            .messages();

    assertThat(messages).hasSize(1);
    assertThat(messages.get(0).attributes())
        .containsEntry(MessageSystemAttributeName.MESSAGE_GROUP_ID, "g")
        .containsEntry(MessageSystemAttributeName.SEQUENCE_NUMBER, "18800000000000000000")
        .containsEntry(
            MessageSystemAttributeName.MESSAGE_DEDUPLICATION_ID,
            "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb");
    assertThat(
            sqs.getQueueAttributes(to -> to.queueUrl(url).attributeNames(QueueAttributeName.ALL))
                .attributes())
        .containsEntry(QueueAttributeName.FIFO_QUEUE, "true")
        .containsEntry(QueueAttributeName.CONTENT_BASED_DEDUPLICATION, "true");
    assertRefuses(
        () -> sqs.sendMessage(to -> to.queueUrl(url).messageBody("a").messageDeduplicationId("d")),
        "MissingParameter",
        "The request must contain the parameter MessageGroupId.");
    assertRefuses(
        () -> sqs.createQueue(to -> to.queueName("other.fifo")),
        "InvalidParameterValue",
        "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length");
  }

  @Test
  void createsTheSameQueueTwiceAndRefusesOtherAttributes() {
    Map<QueueAttributeName, String> attributes = Map.of(QueueAttributeName.DELAY_SECONDS, "2");
    sqs.createQueue(to -> to.queueName("twice").attributes(attributes));
    sqs.createQueue(to -> to.queueName("twice").attributes(attributes));

    assertThatThrownBy(
            () ->
                sqs.createQueue(
                    to ->
                        to.queueName("twice")
                            .attributes(Map.of(QueueAttributeName.DELAY_SECONDS, "3"))))
        .isInstanceOf(QueueNameExistsException.class);
    assertRefuses(
        () ->
            sqs.createQueue(
                to ->
                    to.queueName("twice")
                        .attributes(Map.of(QueueAttributeName.DELAY_SECONDS, "3"))),
        "QueueAlreadyExists",
        "A queue already exists with the same name and a different value for attribute DelaySeconds");
  }

  @Test
  void refusesWhatSqsRefusesInAQueue() {
    assertRefuses(
        () -> sqs.createQueue(to -> to.queueName("no spaces")),
        "InvalidParameterValue",
        "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length");
    assertRefuses(
        () -> create(Map.of("VisibilityTimeout", "43201")),
        "InvalidAttributeValue",
        "Invalid value for the parameter VisibilityTimeout.");
    assertRefuses(
        () -> create(Map.of("DelaySeconds", "soon")),
        "InvalidAttributeValue",
        "Invalid value for the parameter DelaySeconds.");
    assertRefuses(
        () -> create(Map.of("Colour", "red")), "InvalidAttributeName", "Unknown Attribute Colour.");
    assertRefuses(
        () -> create(Map.of("FifoQueue", "true")),
        "InvalidParameterValue",
        "The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length.");
    assertRefuses(
        () -> create(Map.of("Policy", "{\"Version\":\"2012-10-17\"}")),
        "InvalidAttributeValue",
        "Invalid value for the parameter Policy.");
    assertThat(organization.account(ACCOUNT).region().findQueue("refused")).isEmpty();
  }

  @Test
  void refusesARedrivePolicyThatLeadsNowhere() {
    String noArn = "{\"deadLetterTargetArn\":\"dummy\",\"maxReceiveCount\":3}";
    String missing =
        "{\"deadLetterTargetArn\":\"arn:aws:sqs:us-east-1:999999999999:none\",\"maxReceiveCount\":3}";
    String never = "{\"deadLetterTargetArn\":\"%s\",\"maxReceiveCount\":0}".formatted(queue.arn());

    assertRefuses(
        () -> create(Map.of("RedrivePolicy", noArn)),
        "InvalidParameterValue",
        "Value "
            + noArn
            + " for parameter RedrivePolicy is invalid. Reason: Invalid value for deadLetterTargetArn.");
    assertRefuses(
        () -> create(Map.of("RedrivePolicy", missing)),
        "InvalidParameterValue",
        "Value "
            + missing
            + " for parameter RedrivePolicy is invalid. Reason: Dead letter target does not exist.");
    assertRefuses(
        () -> create(Map.of("RedrivePolicy", "{")),
        "InvalidParameterValue",
        "Value { for parameter RedrivePolicy is invalid. Reason: Redrive policy is not a valid JSON map.");
    assertRefuses(
        () -> create(Map.of("RedrivePolicy", never)),
        "InvalidParameterValue",
        "Value "
            + never
            + " for parameter RedrivePolicy is invalid. Reason: Invalid value for maxReceiveCount: 0, valid values are from 1 to 1000 both inclusive.");
  }

  @Test
  void changesAttributesAndTakesTheRedrivePolicyAway() {
    String policy = "{\"deadLetterTargetArn\":\"%s\",\"maxReceiveCount\":3}".formatted(queue.arn());
    String url = create(Map.of("RedrivePolicy", policy));
    assertThat(attribute(url, "RedrivePolicy")).isEqualTo(policy);

    sqs.setQueueAttributes(
        to ->
            to.queueUrl(url)
                .attributesWithStrings(Map.of("RedrivePolicy", "", "VisibilityTimeout", "1")));

    assertThat(attribute(url, "RedrivePolicy")).isNull();
    assertThat(attribute(url, "VisibilityTimeout")).isEqualTo("1");
  }

  @Test
  void findsQueuesByNameAlsoThoseOfOtherAccounts() {
    organization.account("888888888888").queue("theirs");

    assertThat(sqs.getQueueUrl(to -> to.queueName("orders")).queueUrl()).isEqualTo(queueUrl);
    assertThat(
            sqs.getQueueUrl(to -> to.queueName("theirs").queueOwnerAWSAccountId("888888888888"))
                .queueUrl())
        .isEqualTo(aws.endpoint() + "/888888888888/theirs");
    assertThatThrownBy(() -> sqs.getQueueUrl(to -> to.queueName("theirs")))
        .isInstanceOf(QueueDoesNotExistException.class);
  }

  @Test
  void listsQueuesInPages() {
    List.of("a-1", "a-2", "a-3", "b-1").forEach(name -> organization.account(ACCOUNT).queue(name));
    ListQueuesResponse first = sqs.listQueues(to -> to.queueNamePrefix("a-").maxResults(2));
    ListQueuesResponse second =
        sqs.listQueues(to -> to.queueNamePrefix("a-").maxResults(2).nextToken(first.nextToken()));

    assertThat(first.queueUrls()).containsExactly(url("a-1"), url("a-2"));
    assertThat(second.queueUrls()).containsExactly(url("a-3"));
    assertThat(second.nextToken()).isNull();
  }

  @Test
  void deletesAndPurges() {
    queue.send("one");
    sqs.purgeQueue(to -> to.queueUrl(queueUrl));
    assertThat(queue.counts().total()).isZero();

    sqs.deleteQueue(to -> to.queueUrl(queueUrl));
    assertRefuses(
        () -> sqs.deleteQueue(to -> to.queueUrl(queueUrl)),
        "AWS.SimpleQueueService.NonExistentQueue",
        "The specified queue does not exist.");
  }

  @Test
  void refusesAUrlThatIsNoQueues() {
    assertRefuses(
        () -> sqs.purgeQueue(to -> to.queueUrl("orders")),
        "InvalidAddress",
        "The address orders is not valid for this endpoint.");
    assertRefuses(
        () -> sqs.purgeQueue(to -> {}),
        "MissingParameter",
        "The request must contain the parameter QueueUrl.");
  }

  private String create(Map<String, String> attributes) {
    return sqs.createQueue(to -> to.queueName("refused").attributesWithStrings(attributes))
        .queueUrl();
  }

  private String attribute(String url, String name) {
    return sqs.getQueueAttributes(to -> to.queueUrl(url).attributeNamesWithStrings(name))
        .attributesAsStrings()
        .get(name);
  }

  private String url(String name) {
    return aws.endpoint() + "/999999999999/" + name;
  }
}
