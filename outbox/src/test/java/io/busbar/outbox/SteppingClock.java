// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import io.busbar.core.TimeSource;
import io.busbar.testkit.VirtualClock;
import java.time.Duration;
import java.time.Instant;

/** A process whose wall clock is wrong and jumps; what counts nanoseconds goes on as it should. */
final class SteppingClock implements TimeSource {
  private final VirtualClock clock;
  private Duration offset = Duration.ZERO;

  SteppingClock(VirtualClock clock) {
    this.clock = clock;
  }

  void step(Duration offset) {
    this.offset = offset;
  }

  @Override
  public Instant now() {
    return clock.now().plus(offset);
  }

  @Override
  public long nanoTime() {
    return clock.nanoTime();
  }

  @Override
  public Cancellable schedule(Duration delay, Runnable task) {
    return clock.schedule(delay, task);
  }
}
