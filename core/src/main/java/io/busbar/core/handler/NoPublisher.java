// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.handler;

import io.busbar.core.EventPublisher;
import io.busbar.core.PublishResult;
import java.util.concurrent.CompletableFuture;

/**
 * Stands in where no publisher was configured: a handler that publishes by its context hears why it
 * cannot.
 */
final class NoPublisher implements EventPublisher {
  @Override
  public CompletableFuture<PublishResult> publishAsync(Object event) {
    throw new IllegalStateException(
        "A handler wants to publish, but no publisher was configured. Call publisher(…) on the builder of the dispatcher.");
  }
}
