// SPDX-License-Identifier: Apache-2.0
package io.busbar.publisher;

import io.busbar.core.PublishResult;
import io.busbar.core.publish.Entry;
import io.busbar.core.publish.EntryResult;
import io.busbar.core.publish.PreparedEvent;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One event on its way to a result, with what has happened to it so far. Once it is in the mailbox,
 * all but its future belongs to the batcher's thread.
 */
final class Pending extends Mail {
  private final PreparedEvent event;
  private final int size;
  private final CompletableFuture<PublishResult> result = new CompletableFuture<>();
  private long deadline;
  private int tries;
  private long lastDelay;
  private boolean maybeTaken;
  private @Nullable EntryResult lastFailure;

  Pending(PreparedEvent event) {
    this.event = event;
    this.size = event.entry().size();
  }

  PreparedEvent event() {
    return event;
  }

  Entry entry() {
    return event.entry();
  }

  /** As {@link Entry#size()}, counted once. */
  int size() {
    return size;
  }

  CompletableFuture<PublishResult> result() {
    return result;
  }

  /** On the scale of {@code TimeSource.nanoTime}. */
  long deadline() {
    return deadline;
  }

  void deadline(long nanos) {
    this.deadline = nanos;
  }

  int tries() {
    return tries;
  }

  /** What the last try came to; null before the first has failed. */
  @Nullable EntryResult lastFailure() {
    return lastFailure;
  }

  /** Whether some try ended without an answer, so that EventBridge may have the event. */
  boolean maybeTaken() {
    return maybeTaken;
  }

  /** Nanoseconds between the last two tries. */
  long lastDelay() {
    return lastDelay;
  }

  void failed(EntryResult failure) {
    tries++;
    lastFailure = failure;
    maybeTaken |= failure instanceof EntryResult.Unknown;
  }

  void delayed(long nanos) {
    lastDelay = nanos;
  }
}
