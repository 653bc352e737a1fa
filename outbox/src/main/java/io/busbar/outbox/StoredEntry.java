// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import io.busbar.core.publish.Entry;
import org.jspecify.annotations.Nullable;

/** A row of the table outbox, as this node holds it in memory. Guarded by the {@link Backlog}. */
final class StoredEntry {

  /** Where a row is on its way. */
  enum State {
    /** Inserted; its transaction is still open. */
    PENDING,
    /** The table has to be asked: whether the row is there, or whether it is its turn. */
    UNVERIFIED,
    /** Another node is busy with an earlier row of its key. */
    BEHIND,
    /** May be sent when its turn has come. */
    READY,
    IN_FLIGHT,
    /** On the bus or dead; the row still has to go. */
    SETTLED
  }

  private final long id;
  private final Entry entry;
  private final boolean owned;
  State state = State.PENDING;
  int attempts;

  /** Whether the row is known to be committed, and this node's. */
  boolean confirmed;

  /** When the row came into memory, on the clock of {@code nanoTime}. */
  long openedAt;

  /** Refusals that were not the event's fault; they only stretch the back-off. */
  int failures;

  /** Whether it waits for {@link #notBefore}. */
  boolean backingOff;

  /** On the clock of {@code nanoTime}. */
  long notBefore;

  /** Whether it stands in the queue of its bus. */
  boolean queued;

  /** Whether it must travel alone, because a request with it was refused as a whole. */
  boolean alone;

  StoredEntry(long id, Entry entry, boolean owned, int attempts) {
    this.id = id;
    this.entry = entry;
    this.owned = owned;
    this.attempts = attempts;
  }

  long id() {
    return id;
  }

  Entry entry() {
    return entry;
  }

  /** Whether the row was inserted with this node as its owner. */
  boolean owned() {
    return owned;
  }

  @Nullable String key() {
    return entry.orderingKey();
  }
}
