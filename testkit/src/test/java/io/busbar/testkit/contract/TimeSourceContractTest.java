// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.core.TimeSource;
import io.busbar.testkit.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TimeSourceContractTest {

  @Nested
  class Machine implements TimeSourceContract {
    @Override
    public TimeSource time() {
      return TimeSource.system();
    }

    @Override
    public void pass(Duration duration) {
      CompletableFuture.runAsync(
              () -> {}, CompletableFuture.delayedExecutor(duration.toNanos(), TimeUnit.NANOSECONDS))
          .join();
    }
  }

  @Nested
  class Virtual extends OnVirtualClock {}

  @Test
  void noticesCancelledWorkThatRuns() {
    assertThat(Kit.failures(CancelsNothing.class)).containsExactly("doesNotRunWhatWasCancelled");
  }

  @Test
  void noticesWorkThatRunsAtOnce() {
    assertThat(Kit.failures(RunsAtOnce.class))
        .containsExactly("doesNotRunWhatWasCancelled", "runsWorkOnceWhenItIsDueAndNotBefore");
  }

  @Test
  void noticesWorkThatRunsTwice() {
    assertThat(Kit.failures(RunsTwice.class)).contains("runsWorkOnceWhenItIsDueAndNotBefore");
  }

  @Test
  void noticesAClockThatStandsStill() {
    assertThat(Kit.failures(StandsStill.class))
        .containsExactly("measuresTheTimeThatPasses", "runsWorkOnceWhenItIsDueAndNotBefore");
  }

  @Test
  void noticesAClockThatGoesBack() {
    assertThat(Kit.failures(GoesBack.class)).contains("neverGoesBack");
  }

  abstract static class OnVirtualClock implements TimeSourceContract, TimeSource {
    final VirtualClock clock = VirtualClock.create();

    @Override
    public TimeSource time() {
      return this;
    }

    @Override
    public void pass(Duration duration) {
      clock.advance(duration);
    }

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
      return clock.schedule(delay, task);
    }
  }

  static class CancelsNothing extends OnVirtualClock {
    @Override
    public Cancellable schedule(Duration delay, Runnable task) {
      var unused = super.schedule(delay, task);
      return () -> {};
    }
  }

  static class RunsAtOnce extends OnVirtualClock {
    @Override
    public Cancellable schedule(Duration delay, Runnable task) {
      task.run();
      return () -> {};
    }
  }

  static class RunsTwice extends OnVirtualClock {
    @Override
    public Cancellable schedule(Duration delay, Runnable task) {
      var unused = super.schedule(delay, task);
      return super.schedule(delay, task);
    }
  }

  static class StandsStill extends OnVirtualClock {
    @Override
    public long nanoTime() {
      return 0;
    }
  }

  static class GoesBack extends OnVirtualClock {
    private long reads;

    @Override
    public long nanoTime() {
      return super.nanoTime() - reads++;
    }
  }
}
