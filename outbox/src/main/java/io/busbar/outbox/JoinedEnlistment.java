// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import io.busbar.core.OutgoingEvent;
import io.busbar.core.PublishResult;
import java.util.concurrent.CompletableFuture;

/** On a wrapped connection, which sees for itself how its transactions end. */
record JoinedEnlistment(Outbox outbox, OutboxConnection connection) implements Enlistment {

  @Override
  public CompletableFuture<PublishResult> publishAsync(Object event) {
    OutgoingEvent outgoing = OutgoingEvent.of(event);
    OutboxDataSource.refuseAutoCommit(connection, outgoing.name());
    return outbox.store(outgoing, connection);
  }

  @Override
  public void committed() {}

  @Override
  public void rolledBack() {}
}
