// SPDX-License-Identifier: Apache-2.0
package io.busbar.benchmarks.publisher;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import software.amazon.awssdk.services.eventbridge.EventBridgeAsyncClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;

/** One PutEvents for each event, without reserved members: what a service begins with. */
final class SingleRequests implements Side {
  private final EventBridgeAsyncClient client;
  private final Semaphore permits = new Semaphore(IN_FLIGHT);
  private final LongAdder taken = new LongAdder();

  SingleRequests(EventBridgeAsyncClient client) {
    this.client = client;
  }

  @Override
  public void publish(OrderPlaced event) {
    permits.acquireUninterruptibly();
    CompletableFuture<?> unused =
        client
            .putEvents(request -> request.entries(HandWrittenEvent.entry((Object) event)))
            .whenComplete(this::answered);
  }

  private void answered(PutEventsResponse response, Throwable failure) {
    if (failure == null && response.failedEntryCount() == 0) {
      taken.increment();
    }
    permits.release();
  }

  @Override
  public long await() {
    permits.acquireUninterruptibly(IN_FLIGHT);
    permits.release(IN_FLIGHT);
    return taken.sum();
  }

  @Override
  public void close() {}
}
