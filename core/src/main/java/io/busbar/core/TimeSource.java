// SPDX-License-Identifier: Apache-2.0
package io.busbar.core;

import java.time.Duration;
import java.time.Instant;

/**
 * The only clock of the library: wall time, monotonic time and delayed work. Tests replace it by a
 * virtual clock, so that nothing in Busbar sleeps or reads the time behind their back.
 *
 * <p>Implementations are thread-safe.
 */
public interface TimeSource {

  /** The wall-clock time. It may step backwards; never use it to measure a duration. */
  Instant now();

  /** A monotonic time in nanoseconds, only good for differences. */
  long nanoTime();

  /**
   * Runs {@code task} once after {@code delay}, on a thread of the time source's choice. The task
   * must hand over anything that blocks.
   *
   * @return a handle that prevents the run if it has not begun; cancelling twice or too late does
   *     nothing
   */
  Cancellable schedule(Duration delay, Runnable task);

  /** The machine's clock. Delayed work runs on the common pool; no thread of ours is started. */
  static TimeSource system() {
    return SystemTimeSource.INSTANCE;
  }

  /** Work that has been scheduled and can still be called off. */
  @FunctionalInterface
  interface Cancellable {
    void cancel();
  }
}
