// SPDX-License-Identifier: Apache-2.0
package io.busbar.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EventIdsTest {
  private final FixedTime time = new FixedTime("2026-11-23T06:00:00.123Z");

  @Test
  void makesVersion7UuidsThatBeginWithTheMillisecond() {
    EventId id = EventIds.of(time, new Random(1)).next();

    assertThat(id.value().version()).isEqualTo(7);
    assertThat(id.value().variant()).isEqualTo(2);
    assertThat(millis(id)).isEqualTo(Instant.parse("2026-11-23T06:00:00.123Z").toEpochMilli());
  }

  @Test
  void countsOnWithinAMillisecondAndBeyond() {
    EventIds ids = EventIds.of(time, new Random(1));

    List<EventId> made = Stream.generate(ids::next).limit(5_000).toList();

    assertThat(made).isSorted().doesNotHaveDuplicates();
    assertThat(millis(made.get(4_999)) - millis(made.get(0))).isEqualTo(1);
  }

  @Test
  void goesOnWhenTheClockStepsBack() {
    EventIds ids = EventIds.of(time, new Random(1));
    EventId before = ids.next();

    time.move(Duration.ofHours(-1));

    assertThat(ids.next()).isGreaterThan(before);
  }

  @Test
  void followsTheClock() {
    EventIds ids = EventIds.of(time, new Random(1));
    long first = millis(ids.next());

    time.move(Duration.ofSeconds(5));

    assertThat(millis(ids.next()) - first).isEqualTo(5_000);
  }

  @Test
  void repeatsItselfWithTheSameClockAndSeed() {
    EventIds one = EventIds.of(time, new Random(42));
    EventIds same = EventIds.of(time, new Random(42));
    EventIds other = EventIds.of(time, new Random(43));

    EventId id = one.next();

    assertThat(same.next()).isEqualTo(id);
    assertThat(other.next()).isNotEqualTo(id);
  }

  @Test
  void neverMakesAnIdTwiceOnSeveralThreads() {
    EventIds ids = EventIds.of(time, () -> 0);
    var made = ConcurrentHashMap.<EventId>newKeySet();

    IntStream.range(0, 20_000).parallel().forEach(i -> made.add(ids.next()));

    assertThat(made).hasSize(20_000);
  }

  private static long millis(EventId id) {
    return id.value().getMostSignificantBits() >>> 16;
  }
}
