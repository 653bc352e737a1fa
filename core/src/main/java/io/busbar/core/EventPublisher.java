// SPDX-License-Identifier: Apache-2.0
package io.busbar.core;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Publishes events. An event is a record annotated with {@link EventType}, or an {@link
 * OutgoingEvent}.
 *
 * <p>Implementations are thread-safe. They answer for every event by itself: look at the {@link
 * PublishResult}.
 */
public interface EventPublisher {

  /**
   * Publishes one event without waiting for its fate. It may wait for room: a publisher holds a
   * bounded number of unfinished events, and when that is reached, the caller waits for as long as
   * the implementation's options say. Call it where a short wait does no harm, not on an event
   * loop.
   *
   * @return completes with the event's fate; exceptionally only for a mistake in the call (no
   *     {@link EventType}) or in the library
   */
  CompletableFuture<PublishResult> publishAsync(Object event);

  /**
   * Whether it makes sense to publish now: false while the way to the bus is known to be closed,
   * and true again when it may be tried. Who can wait with the work that ends in an event, waits: a
   * container stops polling. Answers at once. Default: true.
   */
  default boolean takesEvents() {
    return true;
  }

  /** Publishes one event and waits for its fate. */
  default PublishResult publish(Object event) {
    return await(publishAsync(event));
  }

  /**
   * Publishes several events and waits for the fate of each; a refused one stops no other.
   *
   * @return one result for each event, in the order of {@code events}
   */
  default List<PublishResult> publishAll(List<?> events) {
    List<CompletableFuture<PublishResult>> pending = new ArrayList<>(events.size());
    for (Object event : events) {
      pending.add(publishAsync(event));
    }
    return pending.stream().map(EventPublisher::await).toList();
  }

  private static PublishResult await(CompletableFuture<PublishResult> pending) {
    try {
      return pending.join();
    } catch (CompletionException failed) {
      if (failed.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (failed.getCause() instanceof Error error) {
        throw error;
      }
      throw failed;
    }
  }
}
