// SPDX-License-Identifier: Apache-2.0
package io.busbar.benchmarks.publisher;

import io.busbar.core.BusbarConfig;
import io.busbar.core.PublishResult;
import io.busbar.core.publish.PublishPipeline;
import io.busbar.publisher.EventBridgePublisher;
import io.busbar.publisher.VerifyBus;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.services.eventbridge.EventBridgeAsyncClient;

/** {@code publishAsync}, with instruments on. */
final class Ours implements Side {
  private static final long A_LITTLE = 50_000;
  private final EventBridgePublisher publisher;
  private final LongAdder taken = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private long published;

  Ours(EventBridgeAsyncClient client) {
    BusbarConfig config =
        BusbarConfig.builder()
            .service("customer-web")
            .instruments(new CountingInstruments())
            .build();
    this.publisher =
        EventBridgePublisher.builder(client, Endpoints.BUS)
            .maxInFlight(IN_FLIGHT)
            .verifyBus(VerifyBus.OFF)
            .build(PublishPipeline.of(config));
  }

  @Override
  public void publish(OrderPlaced event) {
    published++;
    CompletableFuture<?> unused = publisher.publishAsync(event).thenAccept(this::ended);
  }

  private void ended(PublishResult result) {
    (result.isSafe() ? taken : refused).increment();
  }

  @Override
  public long await() {
    while (taken.sum() + refused.sum() < published) {
      LockSupport.parkNanos(A_LITTLE);
    }
    return taken.sum();
  }

  @Override
  public void close() {
    publisher.close();
  }
}
