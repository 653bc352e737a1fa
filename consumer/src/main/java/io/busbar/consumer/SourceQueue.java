// SPDX-License-Identifier: Apache-2.0
package io.busbar.consumer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.ToIntFunction;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchResponse;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchResultEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchResultEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;

/**
 * The queue that a container reads: makes the requests. Entry ids are positions in the batch.
 *
 * @param poll what all polls have in common
 */
record SourceQueue(SqsCalls calls, ContainerSettings settings, ReceiveMessageRequest poll) {

  /** SQS API: a receive and a batch take ten. */
  static final int MOST_IN_A_BATCH = 10;

  /** For an answer that is on its way when SQS has waited. */
  private static final Duration POLL_SLACK = Duration.ofSeconds(10);

  static SourceQueue of(SqsCalls calls, ContainerSettings settings) {
    ReceiveMessageRequest.Builder poll =
        ReceiveMessageRequest.builder()
            .queueUrl(settings.queueUrl())
            .maxNumberOfMessages(MOST_IN_A_BATCH)
            .waitTimeSeconds((int) settings.waitTime().toSeconds())
            .visibilityTimeout(settings.visibilitySeconds())
            .messageSystemAttributeNames(
                MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT,
                MessageSystemAttributeName.SENT_TIMESTAMP,
                MessageSystemAttributeName.AWS_TRACE_HEADER,
                MessageSystemAttributeName.MESSAGE_GROUP_ID)
            .messageAttributeNames("All");
    Duration needed = settings.waitTime().plus(POLL_SLACK);
    if (!calls.waitAtLeast(needed)) {
      poll.overrideConfiguration(call -> call.apiCallTimeout(needed).apiCallAttemptTimeout(needed));
    }
    return new SourceQueue(calls, settings, poll.build());
  }

  CompletableFuture<List<Message>> receive(int atMost) {
    ReceiveMessageRequest request =
        atMost == MOST_IN_A_BATCH ? poll : poll.toBuilder().maxNumberOfMessages(atMost).build();
    return calls.receive(request).thenApply(ReceiveMessageResponse::messages);
  }

  CompletableFuture<BatchAnswer> delete(List<HeldMessage> batch) {
    List<DeleteMessageBatchRequestEntry> entries = new ArrayList<>(batch.size());
    for (HeldMessage message : batch) {
      entries.add(
          DeleteMessageBatchRequestEntry.builder()
              .id(Integer.toString(entries.size()))
              .receiptHandle(message.message().receiptHandle())
              .build());
    }
    return calls
        .delete(
            DeleteMessageBatchRequest.builder()
                .queueUrl(settings.queueUrl())
                .entries(entries)
                .build())
        .thenApply(response -> answer(batch.size(), response));
  }

  CompletableFuture<BatchAnswer> changeVisibility(
      List<HeldMessage> batch, ToIntFunction<HeldMessage> seconds) {
    List<ChangeMessageVisibilityBatchRequestEntry> entries = new ArrayList<>(batch.size());
    for (HeldMessage message : batch) {
      entries.add(
          ChangeMessageVisibilityBatchRequestEntry.builder()
              .id(Integer.toString(entries.size()))
              .receiptHandle(message.message().receiptHandle())
              .visibilityTimeout(seconds.applyAsInt(message))
              .build());
    }
    return calls
        .changeVisibility(
            ChangeMessageVisibilityBatchRequest.builder()
                .queueUrl(settings.queueUrl())
                .entries(entries)
                .build())
        .thenApply(response -> answer(batch.size(), response));
  }

  private static BatchAnswer answer(int entries, DeleteMessageBatchResponse response) {
    BatchAnswer answer = BatchAnswer.to(entries, response.failed());
    for (DeleteMessageBatchResultEntry entry : response.successful()) {
      answer.done(entry.id());
    }
    return answer;
  }

  private static BatchAnswer answer(int entries, ChangeMessageVisibilityBatchResponse response) {
    BatchAnswer answer = BatchAnswer.to(entries, response.failed());
    for (ChangeMessageVisibilityBatchResultEntry entry : response.successful()) {
      answer.done(entry.id());
    }
    return answer;
  }
}
