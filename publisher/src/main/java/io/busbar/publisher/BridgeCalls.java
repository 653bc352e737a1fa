// SPDX-License-Identifier: Apache-2.0
package io.busbar.publisher;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsServiceClientConfiguration;
import software.amazon.awssdk.services.eventbridge.EventBridgeAsyncClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.DescribeEventBusRequest;
import software.amazon.awssdk.services.eventbridge.model.DescribeEventBusResponse;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequest;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;

/** The two calls that a publisher makes, on either kind of client. None blocks the caller. */
sealed interface BridgeCalls {

  CompletableFuture<PutEventsResponse> putEvents(PutEventsRequest request);

  CompletableFuture<DescribeEventBusResponse> describeEventBus(DescribeEventBusRequest request);

  /** How the client was built; null for a decorator that does not say. */
  @Nullable AwsServiceClientConfiguration configuration();

  /** Ends what this brought itself; the client is the user's. */
  void close();

  private static @Nullable AwsServiceClientConfiguration ofClient(
      Supplier<AwsServiceClientConfiguration> client) {
    try {
      return client.get();
    } catch (UnsupportedOperationException decorator) {
      return null;
    }
  }

  /** On the non-blocking client. */
  record Async(EventBridgeAsyncClient client) implements BridgeCalls {
    @Override
    public CompletableFuture<PutEventsResponse> putEvents(PutEventsRequest request) {
      return client.putEvents(request);
    }

    @Override
    public CompletableFuture<DescribeEventBusResponse> describeEventBus(
        DescribeEventBusRequest request) {
      return client.describeEventBus(request);
    }

    @Override
    public @Nullable AwsServiceClientConfiguration configuration() {
      return ofClient(client::serviceClientConfiguration);
    }

    @Override
    public void close() {}
  }

  /** On the blocking client, one thread for each call that is on its way. */
  record Sync(EventBridgeClient client, ExecutorService executor) implements BridgeCalls {
    @Override
    public CompletableFuture<PutEventsResponse> putEvents(PutEventsRequest request) {
      return CompletableFuture.supplyAsync(() -> client.putEvents(request), executor);
    }

    @Override
    public CompletableFuture<DescribeEventBusResponse> describeEventBus(
        DescribeEventBusRequest request) {
      return CompletableFuture.supplyAsync(() -> client.describeEventBus(request), executor);
    }

    @Override
    public @Nullable AwsServiceClientConfiguration configuration() {
      return ofClient(client::serviceClientConfiguration);
    }

    @Override
    public void close() {
      executor.shutdown();
    }
  }
}
