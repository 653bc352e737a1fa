// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.core.TimeSource;
import io.busbar.testkit.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WakeUpTest {
  private final VirtualClock clock = VirtualClock.create();
  private final List<Duration> timers = new ArrayList<>();
  private final Signal signal = new Signal();
  private final WakeUp wakeUp = new WakeUp(new Counted(), signal);

  /** Notes which timers are asked for. */
  private final class Counted implements TimeSource {
    @Override
    public Instant now() {
      return clock.now();
    }

    @Override
    public long nanoTime() {
      return clock.nanoTime();
    }

    @Override
    public Cancellable schedule(Duration delay, Runnable task) {
      timers.add(delay);
      return clock.schedule(delay, task);
    }
  }

  @Test
  void keepsATimerThatGoesOffEarlier() {
    wakeUp.within(Duration.ofMillis(20));
    clock.advance(Duration.ofMillis(5));
    wakeUp.within(Duration.ofMillis(20));
    wakeUp.within(Duration.ofMillis(15));

    assertThat(timers).containsExactly(Duration.ofMillis(20));
  }

  @Test
  void replacesATimerThatGoesOffTooLate() {
    wakeUp.within(Duration.ofSeconds(1));
    wakeUp.within(Duration.ofMillis(20));

    clock.advance(Duration.ofMillis(20));

    assertThat(timers).containsExactly(Duration.ofSeconds(1), Duration.ofMillis(20));
    signal.await();
  }

  @Test
  void setsANewTimerOnceTheLastHasGoneOff() {
    wakeUp.within(Duration.ofMillis(20));
    clock.advance(Duration.ofMillis(20));
    signal.await();

    wakeUp.within(Duration.ofMillis(20));
    clock.advance(Duration.ofMillis(20));

    assertThat(timers).hasSize(2);
    signal.await();
  }
}
