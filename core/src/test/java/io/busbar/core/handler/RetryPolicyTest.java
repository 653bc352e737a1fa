// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.handler;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {
  private static final RandomGenerator LARGEST =
      new RandomGenerator() {
        @Override
        public long nextLong() {
          return Long.MAX_VALUE;
        }

        @Override
        public long nextLong(long bound) {
          return bound - 1;
        }
      };

  @Test
  void doublesUpToTheLongestDelay() {
    RetryPolicy policy =
        new RetryPolicy(10, Duration.ofSeconds(1), Duration.ofSeconds(30), List.of());

    assertThat(
            List.of(1, 2, 3, 4, 5, 6, 7, 60, 1_000).stream()
                .map(attempt -> policy.delayAfter(attempt, LARGEST).toSeconds()))
        .containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L, 30L, 30L);
  }

  @Test
  void spreadsDelaysFromNothingToTheCeiling() {
    Random random = new Random(42);
    List<Duration> delays =
        java.util.stream.IntStream.range(0, 1_000)
            .mapToObj(i -> RetryPolicy.DEFAULT.delayAfter(3, random))
            .toList();

    assertThat(delays)
        .allMatch(delay -> !delay.isNegative() && delay.compareTo(Duration.ofSeconds(4)) <= 0)
        .anyMatch(delay -> delay.compareTo(Duration.ofMillis(200)) < 0)
        .anyMatch(delay -> delay.compareTo(Duration.ofMillis(3_800)) > 0);
  }

  @Test
  void repeatsItselfWithTheSameSeed() {
    assertThat(RetryPolicy.DEFAULT.delayAfter(4, new Random(7)))
        .isEqualTo(RetryPolicy.DEFAULT.delayAfter(4, new Random(7)));
  }

  @Test
  void canDoWithoutDelay() {
    RetryPolicy policy = new RetryPolicy(3, Duration.ZERO, Duration.ZERO, List.of());

    assertThat(policy.delayAfter(3, LARGEST)).isZero();
  }
}
