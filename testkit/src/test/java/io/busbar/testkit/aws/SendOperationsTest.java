// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.sqs.model.BatchEntryIdsNotDistinctException;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.EmptyBatchRequestException;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeNameForSends;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeValue;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;
import software.amazon.awssdk.services.sqs.model.TooManyEntriesInBatchRequestException;

class SendOperationsTest extends ClientTest {

  @Test
  void answersTheDigestsThatClientsCheck() {
    SendMessageResponse sent =
        sqs.sendMessage(
            to ->
                to.queueUrl(queueUrl)
                    .messageBody("msg")
                    .messageAttributes(
                        Map.of(
                            "text", text("Ünïcode"),
                            "number",
                                MessageAttributeValue.builder()
                                    .dataType("Number.int")
                                    .stringValue("7")
                                    .build(),
                            "bytes",
                                MessageAttributeValue.builder()
                                    .dataType("Binary")
                                    .binaryValue(SdkBytes.fromByteArray(new byte[] {0, 1, -1}))
                                    .build()))
                    .messageSystemAttributes(
                        Map.of(
                            MessageSystemAttributeNameForSends.AWS_TRACE_HEADER,
                            MessageSystemAttributeValue.builder()
                                .dataType("String")
                                .stringValue("Root=1-1")
                                .build())));

    assertThat(sent.md5OfMessageBody()).isEqualTo("6e2baaf3b97dbeef01c0043275f9a0e7");
    assertThat(sent.md5OfMessageAttributes()).hasSize(32);
    assertThat(sent.md5OfMessageSystemAttributes()).hasSize(32);
    assertThat(queue.receive(1).get(0).id()).isEqualTo(sent.messageId());
  }

  @Test
  void delaysAMessage() {
    sqs.sendMessage(to -> to.queueUrl(queueUrl).messageBody("later").delaySeconds(5));

    assertThat(queue.counts().delayed()).isEqualTo(1);
    clock.advance(Duration.ofSeconds(5));
    assertThat(queue.receive(1)).hasSize(1);
  }

  @Test
  void refusesWhatSqsRefusesInAMessage() {
    assertRefuses(
        () -> sqs.sendMessage(to -> to.queueUrl(queueUrl)),
        "MissingParameter",
        "The request must contain the parameter MessageBody.");
    assertRefuses(
        () -> sqs.sendMessage(to -> to.queueUrl(queueUrl).messageBody("b").delaySeconds(901)),
        "InvalidParameterValue",
        "Value 901 for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= 900.");
    assertRefuses(
        () ->
            sqs.sendMessage(
                to -> to.queueUrl(queueUrl).messageBody("b").messageDeduplicationId("d")),
        "InvalidParameterValue",
        "Value d for parameter MessageDeduplicationId is invalid. Reason: The request include parameter that is not valid for this queue type.");
    assertRefuses(
        () -> sqs.sendMessage(to -> to.queueUrl(queueUrl).messageBody("\u0000")),
        "InvalidMessageContents",
        "Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF");
    assertRefuses(
        () -> sqs.sendMessage(to -> to.queueUrl(queueUrl).messageBody("x".repeat(1_048_577))),
        "InvalidParameterValue",
        "One or more parameters are invalid. Reason: Message must be shorter than 1048576 bytes.");
    assertRefuses(
        () -> sqs.sendMessage(to -> to.queueUrl(queueUrl + "-not").messageBody("b")),
        "AWS.SimpleQueueService.NonExistentQueue",
        "The specified queue does not exist.");
  }

  @Test
  void refusesWhatSqsRefusesInAnAttribute() {
    assertRefuses(
        () -> sendWith(MessageAttributeValue.builder().dataType("Date").stringValue("x").build()),
        "InvalidParameterValue",
        "The message attribute 'a' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.");
    assertRefuses(
        () -> sendWith(text("")),
        "InvalidParameterValue",
        "Message (user) attribute 'a' must contain a non-empty value of type 'String'.");
  }

  @Test
  void sendsABatchAndReportsEachFailureByItsId() {
    SendMessageBatchResponse sent =
        sqs.sendMessageBatch(
            to ->
                to.queueUrl(queueUrl)
                    .entries(entry("good", "one"), entry("bad", "\u0001"), entry("fine", "two")));

    assertThat(sent.successful()).extracting("id").containsExactly("good", "fine");
    assertThat(sent.failed())
        .containsExactly(
            BatchResultErrorEntry.builder()
                .id("bad")
                .senderFault(true)
                .code("InvalidMessageContents")
                .message(
                    "Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF")
                .build());
    assertThat(queue.counts().available()).isEqualTo(2);
  }

  @Test
  void refusesABatchThatIsNotWellFormed() {
    assertRefuses(
        () -> batch(List.of()),
        "AWS.SimpleQueueService.EmptyBatchRequest",
        "There should be at least one SendMessageBatchRequestEntry in the request.");
    assertRefuses(
        () -> batch(IntStream.range(0, 11).mapToObj(i -> entry("e" + i, "b")).toList()),
        "AWS.SimpleQueueService.TooManyEntriesInBatchRequest",
        "Maximum number of entries per request are 10. You have sent 11.");
    assertRefuses(
        () -> batch(List.of(entry("a", "b"), entry("a", "b"))),
        "AWS.SimpleQueueService.BatchEntryIdsNotDistinct",
        "Id a repeated.");
    assertRefuses(
        () -> batch(List.of(entry("not:good", "b"))),
        "AWS.SimpleQueueService.InvalidBatchEntryId",
        "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.");
    assertRefuses(
        () -> batch(List.of(entry("a", "x".repeat(1_048_576)), entry("b", "y"))),
        "AWS.SimpleQueueService.BatchRequestTooLong",
        "Batch requests cannot be longer than 1048576 bytes. You have sent 1048577 bytes.");
    assertThat(queue.counts().total()).isZero();
  }

  @Test
  void namesErrorsSoThatClientsThrowTheirOwnException() {
    assertThatThrownBy(() -> batch(List.of())).isInstanceOf(EmptyBatchRequestException.class);
    assertThatThrownBy(() -> batch(List.of(entry("a", "b"), entry("a", "b"))))
        .isInstanceOf(BatchEntryIdsNotDistinctException.class);
    assertThatThrownBy(
            () -> batch(IntStream.range(0, 11).mapToObj(i -> entry("e" + i, "b")).toList()))
        .isInstanceOf(TooManyEntriesInBatchRequestException.class);
  }

  private void batch(List<SendMessageBatchRequestEntry> entries) {
    sqs.sendMessageBatch(to -> to.queueUrl(queueUrl).entries(entries));
  }

  private void sendWith(MessageAttributeValue attribute) {
    sqs.sendMessage(
        to -> to.queueUrl(queueUrl).messageBody("b").messageAttributes(Map.of("a", attribute)));
  }

  private static SendMessageBatchRequestEntry entry(String id, String body) {
    return SendMessageBatchRequestEntry.builder().id(id).messageBody(body).build();
  }

  private static MessageAttributeValue text(String value) {
    return MessageAttributeValue.builder().dataType("String").stringValue(value).build();
  }
}
