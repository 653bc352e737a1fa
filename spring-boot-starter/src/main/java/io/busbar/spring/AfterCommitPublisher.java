// SPDX-License-Identifier: Apache-2.0
package io.busbar.spring;

import io.busbar.core.EventId;
import io.busbar.core.EventIds;
import io.busbar.core.EventPublisher;
import io.busbar.core.OutgoingEvent;
import io.busbar.core.PublishResult;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Publishes what a transaction has published when it commits, as an outbox would; what is published
 * outside of one at once.
 */
final class AfterCommitPublisher implements EventPublisher {
  private final EventPublisher publisher;
  private final EventIds ids;

  AfterCommitPublisher(EventPublisher publisher, EventIds ids) {
    this.publisher = publisher;
    this.ids = ids;
  }

  @Override
  public CompletableFuture<PublishResult> publishAsync(Object event) {
    if (!TransactionSynchronizationManager.isSynchronizationActive()
        || !TransactionSynchronizationManager.isActualTransactionActive()) {
      return publisher.publishAsync(event);
    }
    OutgoingEvent stored = withId(OutgoingEvent.of(event));
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            var unused = publisher.publish(stored);
          }
        });
    EventId id = Objects.requireNonNull(stored.id());
    return CompletableFuture.completedFuture(new PublishResult.Stored(id));
  }

  private OutgoingEvent withId(OutgoingEvent event) {
    return new OutgoingEvent(
        event.name(),
        event.schemaVersion(),
        event.detail(),
        event.reservedMembers(),
        event.id() == null ? ids.next() : event.id(),
        event.resources(),
        event.time(),
        event.bus(),
        event.orderingKey(),
        event.deliverAt(),
        event.cause());
  }
}
