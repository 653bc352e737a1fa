// SPDX-License-Identifier: Apache-2.0
package io.busbar.publisher;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private static final Backoff BACKOFF = new Backoff(Duration.ofNanos(50), Duration.ofNanos(5_000));

  @Property
  void staysBetweenTheBaseAndThreeTimesTheDelayBefore(
      @ForAll long seed, @ForAll @LongRange(max = 5_000) long previous) {
    long delay = BACKOFF.next(previous, new SplittableRandom(seed));

    assertThat(delay).isBetween(50L, Math.min(5_000, 3 * Math.max(50, previous)));
  }

  @Test
  void spreadsThoseWhoFailedTogether() {
    SplittableRandom random = new SplittableRandom(7);

    assertThat(LongStream.range(0, 100).map(i -> BACKOFF.next(1_000, random)).distinct().count())
        .isGreaterThan(80);
  }
}
