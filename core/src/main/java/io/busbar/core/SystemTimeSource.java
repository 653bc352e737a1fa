// SPDX-License-Identifier: Apache-2.0
package io.busbar.core;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The machine's clock; delays ride on the JDK's own delayer thread, which every JVM that uses
 * futures has anyway.
 */
enum SystemTimeSource implements TimeSource {
  INSTANCE;

  @Override
  public Instant now() {
    return Instant.now();
  }

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public Cancellable schedule(Duration delay, Runnable task) {
    CompletableFuture<Void> timer = new CompletableFuture<>();
    CompletableFuture<Void> run = timer.thenRunAsync(task);
    timer.completeOnTimeout(null, Math.max(0, delay.toNanos()), TimeUnit.NANOSECONDS);
    // Cancelling the timer takes it out of the delayer's queue, so that long delays do not pile up.
    return () -> {
      run.cancel(false);
      timer.cancel(false);
    };
  }
}
