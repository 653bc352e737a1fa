// SPDX-License-Identifier: Apache-2.0
package io.busbar.consumer;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchResponse;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesResponse;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;

/**
 * The calls that a container makes, on either kind of client. None blocks the caller, none throws,
 * and all complete on the container's threads: on the SDK's they would keep it from reading further
 * answers.
 */
sealed interface SqsCalls {

  CompletableFuture<ReceiveMessageResponse> receive(ReceiveMessageRequest request);

  CompletableFuture<DeleteMessageBatchResponse> delete(DeleteMessageBatchRequest request);

  CompletableFuture<ChangeMessageVisibilityBatchResponse> changeVisibility(
      ChangeMessageVisibilityBatchRequest request);

  CompletableFuture<SendMessageResponse> send(SendMessageRequest request);

  CompletableFuture<GetQueueAttributesResponse> attributes(GetQueueAttributesRequest request);

  private static <T> CompletableFuture<T> attempt(Supplier<CompletableFuture<T>> call) {
    try {
      return call.get();
    } catch (RuntimeException refused) {
      return CompletableFuture.failedFuture(refused);
    }
  }

  /** On the non-blocking client. */
  record Async(SqsAsyncClient client, Executor executor) implements SqsCalls {
    @Override
    public CompletableFuture<ReceiveMessageResponse> receive(ReceiveMessageRequest request) {
      return call(() -> client.receiveMessage(request));
    }

    @Override
    public CompletableFuture<DeleteMessageBatchResponse> delete(DeleteMessageBatchRequest request) {
      return call(() -> client.deleteMessageBatch(request));
    }

    @Override
    public CompletableFuture<ChangeMessageVisibilityBatchResponse> changeVisibility(
        ChangeMessageVisibilityBatchRequest request) {
      return call(() -> client.changeMessageVisibilityBatch(request));
    }

    @Override
    public CompletableFuture<SendMessageResponse> send(SendMessageRequest request) {
      return call(() -> client.sendMessage(request));
    }

    @Override
    public CompletableFuture<GetQueueAttributesResponse> attributes(
        GetQueueAttributesRequest request) {
      return call(() -> client.getQueueAttributes(request));
    }

    private <T> CompletableFuture<T> call(Supplier<CompletableFuture<T>> request) {
      return attempt(() -> request.get().whenCompleteAsync((answer, failure) -> {}, executor));
    }
  }

  /** On the blocking client, one thread for each call that is on its way. */
  record Sync(SqsClient client, Executor executor) implements SqsCalls {
    @Override
    public CompletableFuture<ReceiveMessageResponse> receive(ReceiveMessageRequest request) {
      return call(() -> client.receiveMessage(request));
    }

    @Override
    public CompletableFuture<DeleteMessageBatchResponse> delete(DeleteMessageBatchRequest request) {
      return call(() -> client.deleteMessageBatch(request));
    }

    @Override
    public CompletableFuture<ChangeMessageVisibilityBatchResponse> changeVisibility(
        ChangeMessageVisibilityBatchRequest request) {
      return call(() -> client.changeMessageVisibilityBatch(request));
    }

    @Override
    public CompletableFuture<SendMessageResponse> send(SendMessageRequest request) {
      return call(() -> client.sendMessage(request));
    }

    @Override
    public CompletableFuture<GetQueueAttributesResponse> attributes(
        GetQueueAttributesRequest request) {
      return call(() -> client.getQueueAttributes(request));
    }

    private <T> CompletableFuture<T> call(Supplier<T> request) {
      return attempt(() -> CompletableFuture.supplyAsync(request, executor));
    }
  }
}
