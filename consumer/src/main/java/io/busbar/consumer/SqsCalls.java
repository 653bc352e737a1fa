// SPDX-License-Identifier: Apache-2.0
package io.busbar.consumer;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.SqsServiceClientConfiguration;
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
 * The calls that a container makes, on either kind of client. None blocks the caller, and none
 * throws. Those of the blocking client complete on the container's threads, those of the other one
 * on the SDK's.
 */
sealed interface SqsCalls {

  CompletableFuture<ReceiveMessageResponse> receive(ReceiveMessageRequest request);

  CompletableFuture<DeleteMessageBatchResponse> delete(DeleteMessageBatchRequest request);

  CompletableFuture<ChangeMessageVisibilityBatchResponse> changeVisibility(
      ChangeMessageVisibilityBatchRequest request);

  CompletableFuture<SendMessageResponse> send(SendMessageRequest request);

  CompletableFuture<GetQueueAttributesResponse> attributes(GetQueueAttributesRequest request);

  /**
   * Whether the client lets a call take so long by itself. A poll that it gives up has taken
   * messages all the same, and strands them; but to say so with each poll costs a timer each time.
   */
  boolean waitAtLeast(Duration time);

  private static boolean waitsAtLeast(Duration time, Supplier<SqsServiceClientConfiguration> own) {
    try {
      ClientOverrideConfiguration configured = own.get().overrideConfiguration();
      return Stream.of(configured.apiCallTimeout(), configured.apiCallAttemptTimeout())
          .flatMap(Optional::stream)
          .allMatch(timeout -> timeout.compareTo(time) >= 0);
    } catch (UnsupportedOperationException doesNotTell) {
      return false;
    }
  }

  private static <T> CompletableFuture<T> attempt(Supplier<CompletableFuture<T>> call) {
    try {
      return call.get();
    } catch (RuntimeException refused) {
      return CompletableFuture.failedFuture(refused);
    }
  }

  /** On the non-blocking client. */
  record Async(SqsAsyncClient client) implements SqsCalls {
    @Override
    public CompletableFuture<ReceiveMessageResponse> receive(ReceiveMessageRequest request) {
      return attempt(() -> client.receiveMessage(request));
    }

    @Override
    public CompletableFuture<DeleteMessageBatchResponse> delete(DeleteMessageBatchRequest request) {
      return attempt(() -> client.deleteMessageBatch(request));
    }

    @Override
    public CompletableFuture<ChangeMessageVisibilityBatchResponse> changeVisibility(
        ChangeMessageVisibilityBatchRequest request) {
      return attempt(() -> client.changeMessageVisibilityBatch(request));
    }

    @Override
    public CompletableFuture<SendMessageResponse> send(SendMessageRequest request) {
      return attempt(() -> client.sendMessage(request));
    }

    @Override
    public CompletableFuture<GetQueueAttributesResponse> attributes(
        GetQueueAttributesRequest request) {
      return attempt(() -> client.getQueueAttributes(request));
    }

    @Override
    public boolean waitAtLeast(Duration time) {
      return waitsAtLeast(time, client::serviceClientConfiguration);
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

    @Override
    public boolean waitAtLeast(Duration time) {
      return waitsAtLeast(time, client::serviceClientConfiguration);
    }

    private <T> CompletableFuture<T> call(Supplier<T> request) {
      return attempt(() -> CompletableFuture.supplyAsync(request, executor));
    }
  }
}
