// SPDX-License-Identifier: Apache-2.0
package io.busbar.spring;

import io.busbar.core.EventPublisher;
import io.busbar.core.PublishResult;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * The publisher that beans get. What it stands for is put together later: handlers are beans, too,
 * and may publish themselves.
 */
final class DeferredPublisher implements EventPublisher {
  private final Supplier<EventPublisher> publisher;

  DeferredPublisher(Supplier<EventPublisher> publisher) {
    this.publisher = publisher;
  }

  @Override
  public CompletableFuture<PublishResult> publishAsync(Object event) {
    return publisher.get().publishAsync(event);
  }

  @Override
  public boolean takesEvents() {
    return publisher.get().takesEvents();
  }

  @Override
  public PublishResult publish(Object event) {
    return publisher.get().publish(event);
  }

  @Override
  public List<PublishResult> publishAll(List<?> events) {
    return publisher.get().publishAll(events);
  }
}
