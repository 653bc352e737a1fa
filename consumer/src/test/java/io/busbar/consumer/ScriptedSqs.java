// SPDX-License-Identifier: Apache-2.0
package io.busbar.consumer;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.IntStream;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.SqsServiceClientConfiguration;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequest;
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
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;

/** An SQS that answers as the test says: polls when told to, everything else at once. */
final class ScriptedSqs implements SqsAsyncClient {
  final Queue<CompletableFuture<ReceiveMessageResponse>> polls = new ConcurrentLinkedQueue<>();
  final List<ReceiveMessageRequest> receives = new CopyOnWriteArrayList<>();
  final List<DeleteMessageBatchRequest> deletes = new CopyOnWriteArrayList<>();
  final List<ChangeMessageVisibilityBatchRequest> changes = new CopyOnWriteArrayList<>();
  final List<SendMessageRequest> sends = new CopyOnWriteArrayList<>();

  /** The error code of an entry, or null when it is done. */
  volatile Function<String, String> deleteError = receipt -> null;

  volatile Function<String, String> changeError = receipt -> null;
  volatile RuntimeException sendFailure;

  /** The client's own; by default it does not tell whether it has one. */
  volatile ClientOverrideConfiguration ownConfiguration;

  /** Changes of the visibility are answered when this is complete. */
  volatile CompletableFuture<Void> changesMayEnd = CompletableFuture.completedFuture(null);

  /** Answers the oldest poll. */
  void deliver(Message... messages) {
    polls.remove().complete(ReceiveMessageResponse.builder().messages(messages).build());
  }

  static Message order(String orderId) {
    return Message.builder()
        .messageId("message-" + orderId)
        .receiptHandle("receipt-" + orderId)
        .body(OrderPlaced.envelope(orderId))
        .attributes(Map.of(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, "1"))
        .build();
  }

  @Override
  public CompletableFuture<ReceiveMessageResponse> receiveMessage(ReceiveMessageRequest request) {
    CompletableFuture<ReceiveMessageResponse> poll = new CompletableFuture<>();
    receives.add(request);
    polls.add(poll); // Last: whoever sees it may answer it.
    return poll;
  }

  @Override
  public CompletableFuture<DeleteMessageBatchResponse> deleteMessageBatch(
      DeleteMessageBatchRequest request) {
    deletes.add(request);
    List<DeleteMessageBatchRequestEntry> entries = request.entries();
    return CompletableFuture.completedFuture(
        DeleteMessageBatchResponse.builder()
            .successful(
                entries.stream()
                    .filter(entry -> deleteError.apply(entry.receiptHandle()) == null)
                    .map(entry -> DeleteMessageBatchResultEntry.builder().id(entry.id()).build())
                    .toList())
            .failed(
                entries.stream()
                    .filter(entry -> deleteError.apply(entry.receiptHandle()) != null)
                    .map(entry -> failed(entry.id(), deleteError.apply(entry.receiptHandle())))
                    .toList())
            .build());
  }

  @Override
  public CompletableFuture<ChangeMessageVisibilityBatchResponse> changeMessageVisibilityBatch(
      ChangeMessageVisibilityBatchRequest request) {
    changes.add(request);
    return changesMayEnd.thenApply(now -> changed(request));
  }

  private ChangeMessageVisibilityBatchResponse changed(
      ChangeMessageVisibilityBatchRequest request) {
    var entries = request.entries();
    return ChangeMessageVisibilityBatchResponse.builder()
        .successful(
            entries.stream()
                .filter(entry -> changeError.apply(entry.receiptHandle()) == null)
                .map(
                    entry ->
                        ChangeMessageVisibilityBatchResultEntry.builder().id(entry.id()).build())
                .toList())
        .failed(
            entries.stream()
                .filter(entry -> changeError.apply(entry.receiptHandle()) != null)
                .map(entry -> failed(entry.id(), changeError.apply(entry.receiptHandle())))
                .toList())
        .build();
  }

  @Override
  public CompletableFuture<SendMessageResponse> sendMessage(SendMessageRequest request) {
    sends.add(request);
    return sendFailure == null
        ? CompletableFuture.completedFuture(SendMessageResponse.builder().build())
        : CompletableFuture.failedFuture(sendFailure);
  }

  private static BatchResultErrorEntry failed(String id, String code) {
    return BatchResultErrorEntry.builder().id(id).code(code).build();
  }

  /** Receipts in the order of the entries, after a check that ids are positions. */
  static List<String> receipts(DeleteMessageBatchRequest request) {
    return IntStream.range(0, request.entries().size())
        .mapToObj(i -> receiptAt(request.entries().get(i), i))
        .toList();
  }

  private static String receiptAt(DeleteMessageBatchRequestEntry entry, int position) {
    if (!entry.id().equals(Integer.toString(position))) {
      throw new AssertionError("Entry " + position + " has the id '" + entry.id() + "'.");
    }
    return entry.receiptHandle();
  }

  @Override
  public SqsServiceClientConfiguration serviceClientConfiguration() {
    return ownConfiguration == null
        ? SqsAsyncClient.super.serviceClientConfiguration()
        : SqsServiceClientConfiguration.builder().overrideConfiguration(ownConfiguration).build();
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}
}
