// SPDX-License-Identifier: Apache-2.0
package io.busbar.cache.secret;

import io.busbar.core.Instruments;
import io.busbar.core.TimeSource;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/** What the entries of one cache share. */
record SecretSettings(
    SecretSource source,
    TimeSource time,
    RandomGenerator random,
    Instruments instruments,
    Executor executor,
    Duration refreshAfter,
    Duration staleAfter,
    Duration negativeFor) {

  /** A fifth of the time, up or down. */
  private static final int JITTER = 5;

  private static final int MOST_DOUBLINGS = 20;

  /** The next refresh of an entry, so spread that instances do not all ask at once. */
  Duration jitteredRefresh() {
    long spread = refreshAfter.toNanos() / JITTER;
    return refreshAfter.plusNanos(random.nextLong(2 * spread + 1) - spread);
  }

  /** Doubles from {@code first} to {@code longest}, and takes between half and all of it. */
  Duration backoff(int failures, Duration first, Duration longest) {
    long doubled = first.toMillis() << Math.min(failures - 1, MOST_DOUBLINGS);
    long half = Math.min(doubled, longest.toMillis()) / 2;
    return Duration.ofMillis(half + random.nextLong(half + 1));
  }
}
