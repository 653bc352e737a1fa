// SPDX-License-Identifier: Apache-2.0
package io.busbar.consumer;

import io.busbar.core.TimeSource;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Wakes the loop at the earliest time that a part has asked for. A part that is woken too early
 * asks again. Confined to the loop.
 */
final class Alarm {
  private final TimeSource time;
  private final Loop loop;
  private TimeSource.@Nullable Cancellable pending;
  private long pendingAt;

  Alarm(TimeSource time, Loop loop) {
    this.time = time;
    this.loop = loop;
  }

  /** At {@code nanos} of the time source's monotonic time, or earlier. */
  void by(long nanos) {
    if (pending != null && pendingAt - nanos <= 0) {
      return;
    }
    if (pending != null) {
      pending.cancel();
    }
    pendingAt = nanos;
    Duration delay = Duration.ofNanos(Math.max(0, nanos - time.nanoTime()));
    pending = time.schedule(delay, () -> loop.handOver(() -> rung(nanos)));
  }

  private void rung(long nanos) {
    if (pendingAt == nanos) {
      pending = null;
    }
  }
}
