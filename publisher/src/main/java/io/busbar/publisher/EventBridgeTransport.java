// SPDX-License-Identifier: Apache-2.0
package io.busbar.publisher;

import io.busbar.core.ServiceIdentity;
import io.busbar.core.ServiceLimits;
import io.busbar.core.internal.WorkerThreads;
import io.busbar.core.publish.Entry;
import io.busbar.core.publish.EntryResult;
import io.busbar.core.publish.EventTransport;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.AwsServiceClientConfiguration;
import software.amazon.awssdk.services.eventbridge.EventBridgeAsyncClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;

/**
 * Carries finished entries to EventBridge: one call, one {@code PutEvents}. Neither packs nor
 * retries; {@link EventBridgePublisher} and an outbox's relay do.
 *
 * <p>Thread-safe; no call blocks. The client stays the user's to close; {@link #close()} ends only
 * the threads that a transport on a blocking client has of its own.
 */
public final class EventBridgeTransport implements EventTransport, AutoCloseable {
  private final BridgeCalls calls;
  private final ServiceLimits limits;
  private final @Nullable Duration requestTimeout;

  /** What each call asks for besides its entries, made once. */
  private final @Nullable AwsRequestOverrideConfiguration configuration;

  private EventBridgeTransport(
      BridgeCalls calls, ServiceLimits limits, @Nullable Duration requestTimeout) {
    this.calls = calls;
    this.limits = limits;
    this.requestTimeout = requestTimeout;
    this.configuration = requestTimeout == null ? null : configuration(requestTimeout);
  }

  /** A transport on a non-blocking client, with all defaults. */
  public static EventBridgeTransport of(EventBridgeAsyncClient client) {
    return builder(client).build();
  }

  /** A transport on a blocking client, with all defaults. */
  public static EventBridgeTransport of(EventBridgeClient client) {
    return builder(client).build();
  }

  public static Builder builder(EventBridgeAsyncClient client) {
    return new Builder(threads -> new BridgeCalls.Async(client));
  }

  public static Builder builder(EventBridgeClient client) {
    return new Builder(
        threads ->
            new BridgeCalls.Sync(client, WorkerThreads.bounded("busbar-publisher-call", threads)));
  }

  @Override
  public CompletableFuture<List<EntryResult>> send(List<Entry> entries) {
    return call(entries)
        .handle(
            (response, failure) ->
                failure == null
                    ? PutEvents.results(entries.size(), response)
                    : RequestFailure.results(entries.size(), unwrap(failure)));
  }

  @Override
  public ServiceLimits limits() {
    return limits;
  }

  /** Ends the transport's own threads. Requests on their way are finished first. */
  @Override
  public void close() {
    calls.close();
  }

  /** What is wrong with a bus that this transport is to be used for. */
  List<String> findings(String bus, ServiceIdentity service, VerifyBus mode) {
    return new BusVerification(calls, requestTimeout, service).findings(bus, mode);
  }

  private CompletableFuture<PutEventsResponse> call(List<Entry> entries) {
    try {
      return calls.putEvents(PutEvents.request(entries, configuration));
    } catch (RuntimeException failure) {
      // A client that was closed throws instead of failing its future.
      return CompletableFuture.failedFuture(failure);
    }
  }

  private static AwsRequestOverrideConfiguration configuration(Duration timeout) {
    return AwsRequestOverrideConfiguration.builder().apiCallTimeout(timeout).build();
  }

  private static Throwable unwrap(Throwable failure) {
    Throwable cause = failure.getCause();
    return failure instanceof CompletionException && cause != null ? cause : failure;
  }

  /** Collects what a transport should do differently. Not thread-safe. */
  public static final class Builder {
    private final IntFunction<BridgeCalls> calls;
    private ServiceLimits limits = ServiceLimits.EVENTBRIDGE;
    private Duration requestTimeout = Duration.ofSeconds(10);
    private int threads = 8;

    private Builder(IntFunction<BridgeCalls> calls) {
      this.calls = calls;
    }

    /** What a request may hold. Default: {@link ServiceLimits#EVENTBRIDGE}. */
    public Builder limits(ServiceLimits limits) {
      this.limits = limits;
      return this;
    }

    /**
     * How long a request may take; after that its entries are {@link EntryResult.Unknown}. A client
     * that has an {@code apiCallTimeout} of its own keeps that. Default: 10 s.
     */
    public Builder requestTimeout(Duration timeout) {
      this.requestTimeout = timeout;
      return this;
    }

    /**
     * How many calls a blocking client makes at once where the runtime has no virtual threads; more
     * wait. Default: 8.
     */
    public Builder threads(int threads) {
      this.threads = threads;
      return this;
    }

    public EventBridgeTransport build() {
      BridgeCalls made = calls.apply(threads);
      return new EventBridgeTransport(made, limits, hasTimeout(made) ? null : requestTimeout);
    }

    private static boolean hasTimeout(BridgeCalls calls) {
      AwsServiceClientConfiguration client = calls.configuration();
      return client != null && client.overrideConfiguration().apiCallTimeout().isPresent();
    }
  }
}
