// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import io.busbar.core.TimeSource;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A moment on the clock of {@code nanoTime} that can be brought forward. Thread-safe. */
final class Alarm {
  /** Longer delays are looked at again then; so none overflows. */
  private static final Duration LONGEST = Duration.ofDays(1);

  private final TimeSource time;
  private final AtomicReference<@Nullable Long> at;

  /** Due at once. */
  Alarm(TimeSource time) {
    this.time = time;
    this.at = new AtomicReference<>(time.nanoTime());
  }

  /** Goes off after a delay, or earlier if it was set so. */
  void within(Duration delay) {
    Duration bounded = delay.compareTo(LONGEST) > 0 ? LONGEST : delay;
    long wanted = time.nanoTime() + bounded.toNanos();
    at.accumulateAndGet(wanted, Alarm::earlier);
  }

  void stop() {
    at.set(null);
  }

  boolean isDue() {
    return nanosLeft() == 0;
  }

  /** 0 when it is due, {@link Long#MAX_VALUE} when it is not set. */
  long nanosLeft() {
    Long moment = at.get();
    return moment == null ? Long.MAX_VALUE : Math.max(0, moment - time.nanoTime());
  }

  private static @Nullable Long earlier(@Nullable Long set, @Nullable Long wanted) {
    return set == null || wanted == null || wanted - set < 0 ? wanted : set;
  }
}
