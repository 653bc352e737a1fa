// SPDX-License-Identifier: Apache-2.0
package io.busbar.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SystemTimeSourceTest {
  @RegisterExtension final CapturedLogs logs = new CapturedLogs();
  private final TimeSource time = TimeSource.system();

  @Test
  void runsDelayedWorkOnceOnAnotherThread() throws InterruptedException {
    CountDownLatch ran = new CountDownLatch(1);
    AtomicInteger runs = new AtomicInteger();
    Thread here = Thread.currentThread();

    time.schedule(
        Duration.ofMillis(5),
        () -> {
          runs.addAndGet(Thread.currentThread() == here ? 100 : 1);
          ran.countDown();
        });

    assertThat(ran.await(60, TimeUnit.SECONDS)).isTrue();
    assertThat(runs).hasValue(1);
  }

  @Test
  void takesADelayInThePastForNone() throws InterruptedException {
    CountDownLatch ran = new CountDownLatch(1);

    time.schedule(Duration.ofSeconds(-5), ran::countDown);

    assertThat(ran.await(60, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void doesNotRunWhatWasCancelled() throws InterruptedException {
    AtomicInteger runs = new AtomicInteger();
    CountDownLatch later = new CountDownLatch(1);

    TimeSource.Cancellable cancellable = time.schedule(Duration.ofDays(1), runs::incrementAndGet);
    cancellable.cancel();
    cancellable.cancel();
    time.schedule(Duration.ofMillis(5), later::countDown);

    assertThat(later.await(60, TimeUnit.SECONDS)).isTrue();
    assertThat(runs).hasValue(0);
  }

  @Test
  void logsWorkThatFails() throws InterruptedException {
    CountDownLatch logged = new CountDownLatch(1);

    time.schedule(
        Duration.ZERO,
        () -> {
          throw new IllegalStateException("for the test") {
            private static final long serialVersionUID = 1L;

            @Override
            public void printStackTrace(PrintStream out) {
              logged.countDown();
            }
          };
        });

    assertThat(logged.await(60, TimeUnit.SECONDS)).isTrue();
    assertThat(logs.lines())
        .containsExactly(
            "ERROR io.busbar.core.TimeSource - Delayed work failed; whatever depends on it does not go on");
  }

  @Test
  void measuresDurations() {
    long start = time.nanoTime();

    assertThat(time.nanoTime() - start).isNotNegative();
    assertThat(time.now()).isNotNull();
  }
}
