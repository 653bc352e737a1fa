// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.testkit.Message;
import io.busbar.testkit.ReceiveRequest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchResponse;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchResponse;

class ReceiptOperationsTest extends ClientTest {

  @Test
  void deletesByReceipt() {
    String receipt = receiveOne();

    sqs.deleteMessage(to -> to.queueUrl(queueUrl).receiptHandle(receipt));
    sqs.deleteMessage(to -> to.queueUrl(queueUrl).receiptHandle(receipt));

    assertThat(queue.counts().total()).isZero();
  }

  @Test
  void makesAMessageVisibleAtOnce() {
    String receipt = receiveOne();

    sqs.changeMessageVisibility(
        to -> to.queueUrl(queueUrl).receiptHandle(receipt).visibilityTimeout(0));

    assertThat(queue.counts().available()).isEqualTo(1);
  }

  @Test
  void extendsTheVisibilityTimeout() {
    String receipt = receiveOne();
    sqs.changeMessageVisibility(
        to -> to.queueUrl(queueUrl).receiptHandle(receipt).visibilityTimeout(60));

    clock.advance(Duration.ofSeconds(59));
    assertThat(queue.receive(1)).isEmpty();
    clock.advance(Duration.ofSeconds(1));
    assertThat(queue.receive(1)).hasSize(1);
  }

  @Test
  void refusesAReceiptThatSqsNeverGave() {
    assertRefuses(
        () -> sqs.deleteMessage(to -> to.queueUrl(queueUrl).receiptHandle("bogus")),
        "ReceiptHandleIsInvalid",
        "The input receipt handle \"bogus\" is not a valid receipt handle.");
    assertRefuses(
        () -> sqs.deleteMessage(to -> to.queueUrl(queueUrl)),
        "MissingParameter",
        "The request must contain the parameter ReceiptHandle.");
    assertRefuses(
        () -> sqs.changeMessageVisibility(to -> to.queueUrl(queueUrl).receiptHandle("bogus")),
        "MissingParameter",
        "The request must contain the parameter VisibilityTimeout.");
  }

  @Test
  void refusesToHideAMessageThatIsGoneOrForTooLong() {
    String receipt = receiveOne();
    assertRefuses(
        () ->
            sqs.changeMessageVisibility(
                to -> to.queueUrl(queueUrl).receiptHandle(receipt).visibilityTimeout(43_201)),
        "InvalidParameterValue",
        "Value 43201 for parameter VisibilityTimeout is invalid. Reason: Must be between 0 and 43200, if provided.");
    queue.delete(receipt);
    assertRefuses(
        () ->
            sqs.changeMessageVisibility(
                to -> to.queueUrl(queueUrl).receiptHandle(receipt).visibilityTimeout(5)),
        "InvalidParameterValue",
        "Value "
            + receipt
            + " for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available for visibility timeout change.");
  }

  @Test
  void deletesABatchAndReportsEachFailureByItsId() {
    String receipt = receiveOne();

    DeleteMessageBatchResponse deleted =
        sqs.deleteMessageBatch(
            to -> to.queueUrl(queueUrl).entries(delete("good", receipt), delete("bad", "bogus")));

    assertThat(deleted.successful()).extracting("id").containsExactly("good");
    assertThat(deleted.failed()).containsExactly(invalidReceipt());
    assertThat(queue.counts().total()).isZero();
  }

  @Test
  void changesTheVisibilityOfABatchAndReportsEachFailureByItsId() {
    String receipt = receiveOne();

    ChangeMessageVisibilityBatchResponse changed =
        sqs.changeMessageVisibilityBatch(
            to -> to.queueUrl(queueUrl).entries(show("good", receipt), show("bad", "bogus")));

    assertThat(changed.successful()).extracting("id").containsExactly("good");
    assertThat(changed.failed()).containsExactly(invalidReceipt());
    assertThat(queue.counts().available()).isEqualTo(1);
  }

  @Test
  void refusesEmptyBatches() {
    assertRefuses(
        () -> sqs.deleteMessageBatch(to -> to.queueUrl(queueUrl).entries(List.of())),
        "AWS.SimpleQueueService.EmptyBatchRequest",
        "There should be at least one DeleteMessageBatchRequestEntry in the request.");
    assertRefuses(
        () -> sqs.changeMessageVisibilityBatch(to -> to.queueUrl(queueUrl).entries(List.of())),
        "AWS.SimpleQueueService.EmptyBatchRequest",
        "There should be at least one ChangeMessageVisibilityBatchRequestEntry in the request.");
  }

  private String receiveOne() {
    queue.send("one");
    List<Message> received =
        queue.receive(new ReceiveRequest(1, Duration.ofSeconds(30), Duration.ZERO)).join();
    return received.get(0).receiptHandle();
  }

  private static DeleteMessageBatchRequestEntry delete(String id, String receipt) {
    return DeleteMessageBatchRequestEntry.builder().id(id).receiptHandle(receipt).build();
  }

  private static ChangeMessageVisibilityBatchRequestEntry show(String id, String receipt) {
    return ChangeMessageVisibilityBatchRequestEntry.builder()
        .id(id)
        .receiptHandle(receipt)
        .visibilityTimeout(0)
        .build();
  }

  private static BatchResultErrorEntry invalidReceipt() {
    return BatchResultErrorEntry.builder()
        .id("bad")
        .senderFault(true)
        .code("ReceiptHandleIsInvalid")
        .message("The input receipt handle \"bogus\" is not a valid receipt handle.")
        .build();
  }
}
