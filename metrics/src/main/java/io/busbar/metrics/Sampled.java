// SPDX-License-Identifier: Apache-2.0
package io.busbar.metrics;

import io.micrometer.core.instrument.Clock;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a gauge asks for, asked at most every ten seconds: several registries and gauges must not
 * cost as many queries. Null after a failure. Thread-safe.
 */
final class Sampled<T> {
  private static final long FRESH = Duration.ofSeconds(10).toNanos();

  private record Sample<T>(@Nullable T value, long at) {}

  private final Supplier<T> source;
  private final Clock clock;
  private volatile @Nullable Sample<T> last;

  Sampled(Supplier<T> source, Clock clock) {
    this.source = source;
    this.clock = clock;
  }

  @Nullable T get() {
    Sample<T> sample = last;
    long now = clock.monotonicTime();
    if (sample == null || now - sample.at() >= FRESH) {
      sample = new Sample<>(ask(), now);
      last = sample;
    }
    return sample.value();
  }

  private @Nullable T ask() {
    try {
      return source.get();
    } catch (RuntimeException failed) {
      return null;
    }
  }
}
