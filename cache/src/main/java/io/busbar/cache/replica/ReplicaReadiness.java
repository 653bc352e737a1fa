// SPDX-License-Identifier: Apache-2.0
package io.busbar.cache.replica;

import io.busbar.core.TimeSource;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Whether the snapshot is in, and those who wait for it. Thread-safe. */
final class ReplicaReadiness {
  private final String replica;
  private final TimeSource time;
  private final CompletableFuture<Void> ready = new CompletableFuture<>();
  private volatile boolean isReady;

  ReplicaReadiness(String replica, TimeSource time) {
    this.replica = replica;
    this.time = time;
  }

  boolean isReady() {
    return isReady;
  }

  void reach() {
    isReady = true;
    ready.complete(null);
  }

  void await(Duration timeout) {
    if (isReady) {
      return;
    }
    CompletableFuture<Void> mine = ready.copy();
    TimeSource.Cancellable timer =
        time.schedule(timeout, () -> mine.completeExceptionally(notReady()));
    try {
      mine.join();
    } catch (CompletionException late) {
      throw late.getCause() instanceof ReplicaNotReadyException cause ? cause : late;
    } finally {
      timer.cancel();
    }
  }

  ReplicaNotReadyException notReady() {
    return new ReplicaNotReadyException(replica);
  }
}
