// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import io.busbar.core.TimeSource;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Raises a signal when a time has come. A timer that goes off earlier than needed is left alone:
 * under load a relay rests thousands of times a second, and one step too many costs less than a
 * timer for each rest. Used by one thread.
 */
final class WakeUp {
  private final TimeSource time;
  private final Signal signal;
  private TimeSource.@Nullable Cancellable timer;
  private long at;

  WakeUp(TimeSource time, Signal signal) {
    this.time = time;
    this.signal = signal;
  }

  /** The signal is raised after this time, or earlier. */
  void within(Duration delay) {
    long now = time.nanoTime();
    long wanted = now + delay.toNanos();
    boolean pending = timer != null && at - now > 0;
    if (pending && at - wanted <= 0) {
      return;
    }
    cancel();
    at = wanted;
    timer = time.schedule(delay, signal::raise);
  }

  void cancel() {
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
  }
}
