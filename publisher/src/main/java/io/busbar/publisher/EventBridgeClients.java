// SPDX-License-Identifier: Apache-2.0
package io.busbar.publisher;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.client.config.SdkAdvancedAsyncClientOption;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.SdkEventLoopGroup;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.eventbridge.EventBridgeAsyncClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeAsyncClientBuilder;

/**
 * Builds EventBridge clients that suit a publisher: no retries of their own, so that the publisher
 * decides about each entry; one Netty thread, which also completes the calls and needs half the CPU
 * of the SDK's defaults for it.
 *
 * <p>Do not block in a continuation of such a client: it would hold up all of its answers. The
 * publisher does not. Not thread-safe; each client built is the caller's to close.
 */
public final class EventBridgeClients {
  private @Nullable Region region;
  private @Nullable URI endpoint;
  private @Nullable AwsCredentialsProvider credentials;
  private Duration requestTimeout = Duration.ofSeconds(10);
  private Duration connectTimeout = Duration.ofSeconds(2);
  private int connections = 64;

  private EventBridgeClients() {}

  public static EventBridgeClients builder() {
    return new EventBridgeClients();
  }

  /** Default: as the SDK finds it in the environment. */
  public EventBridgeClients region(Region region) {
    this.region = region;
    return this;
  }

  /** Default: as the SDK finds them in the environment. */
  public EventBridgeClients credentials(AwsCredentialsProvider credentials) {
    this.credentials = credentials;
    return this;
  }

  /** Default: EventBridge's own of the Region. */
  public EventBridgeClients endpoint(URI endpoint) {
    this.endpoint = endpoint;
    return this;
  }

  /**
   * How long a call may take in all. An entry whose call took longer is sent again, and may arrive
   * twice. Default: 10 s.
   */
  public EventBridgeClients requestTimeout(Duration timeout) {
    this.requestTimeout = timeout;
    return this;
  }

  /** Default: 2 s. */
  public EventBridgeClients connectTimeout(Duration timeout) {
    this.connectTimeout = timeout;
    return this;
  }

  /** At most so many at once. Default: 64; a publisher needs as many as it may have in flight. */
  public EventBridgeClients connections(int connections) {
    this.connections = connections;
    return this;
  }

  /** Builds a client. Closing it closes its connections and its thread. */
  public EventBridgeAsyncClient build() {
    EventBridgeAsyncClientBuilder client =
        EventBridgeAsyncClient.builder()
            .httpClientBuilder(http())
            .overrideConfiguration(
                all ->
                    all.retryStrategy(none -> none.maxAttempts(1)).apiCallTimeout(requestTimeout))
            .asyncConfiguration(
                async ->
                    async.advancedOption(
                        SdkAdvancedAsyncClientOption.FUTURE_COMPLETION_EXECUTOR, Runnable::run));
    if (region != null) {
      client.region(region);
    }
    if (endpoint != null) {
      client.endpointOverride(endpoint);
    }
    if (credentials != null) {
      client.credentialsProvider(credentials);
    }
    return client.build();
  }

  private NettyNioAsyncHttpClient.Builder http() {
    return NettyNioAsyncHttpClient.builder()
        .maxConcurrency(connections)
        .connectionTimeout(connectTimeout)
        .readTimeout(requestTimeout)
        .eventLoopGroupBuilder(SdkEventLoopGroup.builder().numberOfThreads(1));
  }
}
