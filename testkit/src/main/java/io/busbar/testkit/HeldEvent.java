// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import io.busbar.core.EventId;
import io.busbar.core.PublishResult;
import io.busbar.core.Remedy;
import io.busbar.core.publish.PreparedEvent;

/**
 * An event of a transaction that is open: it is finished, and not on its way yet. Call one of
 * {@link #commit()} and {@link #rollBack()}, once. Belongs to the transaction's thread.
 */
public final class HeldEvent {
  private final PreparedEvent event;
  private final Runnable send;

  HeldEvent(PreparedEvent event, Runnable send) {
    this.event = event;
    this.send = send;
  }

  /** The id that it will be published under. */
  public EventId id() {
    return event.entry().id();
  }

  /** Publishes the event, or begins to wait for its time. The trace tells what becomes of it. */
  public void commit() {
    event.completed(new PublishResult.Stored(id()));
    send.run();
  }

  /** The event never was. */
  public void rollBack() {
    event.completed(
        new PublishResult.Rejected(
            id(),
            "TransactionRolledBack",
            "The transaction was rolled back, and its events with it.",
            Remedy.TRY_LATER));
  }
}
