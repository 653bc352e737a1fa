// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import io.busbar.core.EventPublisher;
import io.busbar.core.PublishResult;
import java.util.concurrent.CompletableFuture;

/**
 * The outbox bound to one connection: what is published here is stored in that connection's
 * transaction, whatever thread it is on.
 *
 * <p>For one thread at a time, like the connection. On a connection that is not wrapped by {@link
 * OutboxDataSource} the outbox cannot see how the transaction ends: say so by {@link #committed()}
 * or {@link #rolledBack()}. After that it can be used for the connection's next transaction. Only
 * rows that the table really holds are published, so a wrong or a missing call costs time and no
 * event: a sweep finds what was left.
 */
public sealed interface Enlistment extends EventPublisher
    permits JoinedEnlistment, ExplicitEnlistment {

  /**
   * Stores an event in the transaction.
   *
   * @return completed with {@link PublishResult.Stored}
   * @throws io.busbar.core.InvalidEventException if EventBridge would refuse the event
   * @throws IllegalStateException if the connection is in auto-commit mode
   * @throws OutboxException if the database refuses the row
   */
  @Override
  CompletableFuture<PublishResult> publishAsync(Object event);

  /** Right after the commit: the events may go. Nothing to do on a wrapped connection. */
  void committed();

  /** Right after a rollback of the whole transaction. Nothing to do on a wrapped connection. */
  void rolledBack();
}
