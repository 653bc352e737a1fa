// SPDX-License-Identifier: Apache-2.0
package io.busbar.spring;

import io.busbar.core.EventPublisher;
import io.busbar.core.PublishResult;
import io.busbar.testkit.HeldEvent;
import io.busbar.testkit.InMemoryEventPublisher;
import java.util.concurrent.CompletableFuture;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Publishes what a transaction has published when it commits, and refuses at once what an outbox
 * would; what is published outside of a transaction is published at once.
 */
final class AfterCommitPublisher implements EventPublisher {
  private final InMemoryEventPublisher publisher;

  AfterCommitPublisher(InMemoryEventPublisher publisher) {
    this.publisher = publisher;
  }

  @Override
  public CompletableFuture<PublishResult> publishAsync(Object event) {
    if (!TransactionSynchronizationManager.isSynchronizationActive()
        || !TransactionSynchronizationManager.isActualTransactionActive()) {
      return publisher.publishAsync(event);
    }
    HeldEvent held = publisher.hold(event);
    TransactionSynchronizationManager.registerSynchronization(new EndOfTransaction(held));
    return CompletableFuture.completedFuture(new PublishResult.Stored(held.id()));
  }

  private record EndOfTransaction(HeldEvent event) implements TransactionSynchronization {
    @Override
    public void afterCommit() {
      event.commit();
    }

    @Override
    public void afterCompletion(int status) {
      if (status != STATUS_COMMITTED) {
        event.rollBack();
      }
    }
  }
}
