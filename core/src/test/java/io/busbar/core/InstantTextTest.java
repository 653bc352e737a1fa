// SPDX-License-Identifier: Apache-2.0
package io.busbar.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstantTextTest {

  @Property(tries = 500)
  void readsWhatInstantWrites(
      @ForAll @LongRange(min = -62_167_219_200_000L, max = 253_402_300_799_999L) long millis) {
    Instant fine = Instant.ofEpochMilli(millis);
    Instant coarse = fine.truncatedTo(ChronoUnit.SECONDS);

    assertThat(InstantText.parse(fine.toString(), null)).isEqualTo(fine);
    assertThat(InstantText.parse(coarse.toString(), null)).isEqualTo(coarse);
  }

  @Property(tries = 500)
  void writesWhatInstantWrites(@ForAll Instant time) {
    Instant coarse = time.truncatedTo(ChronoUnit.SECONDS);

    assertThat(InstantText.format(time)).isEqualTo(time.toString());
    assertThat(InstantText.format(time.truncatedTo(ChronoUnit.MILLIS)))
        .isEqualTo(time.truncatedTo(ChronoUnit.MILLIS).toString());
    assertThat(InstantText.format(coarse)).isEqualTo(coarse.toString());
  }

  @Test
  void writesTheFirstAndTheLastInstantThatThereAre() {
    assertThat(InstantText.format(Instant.MIN)).isEqualTo(Instant.MIN.toString());
    assertThat(InstantText.format(Instant.MAX)).isEqualTo(Instant.MAX.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-23T06:00:00.123456Z",
        "2026-11-23T06:00:00+01:00",
        "2026-11-23T06:00:00.100Z",
        "2024-02-29T23:59:59Z"
      })
  void readsEveryForm(String text) {
    assertThat(InstantText.parse(text, null))
        .isEqualTo(java.time.OffsetDateTime.parse(text).toInstant());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2026-13-01T00:00:00Z",
        "2026-02-30T00:00:00Z",
        "2026-11-23T24:01:00Z",
        "2026-11-23T06:60:00Z",
        "2026-11-23T06:00:0xZ",
        "2026-11-23 06:00:00Z",
        "2026-11-23T06:00:00 123Z",
        "٢٠٢٦-11-23T06:00:00Z",
        "yesterday"
      })
  void givesTheOtherValueForWhatIsNoTime(String text) {
    assertThat(InstantText.parse(text, Instant.EPOCH)).isEqualTo(Instant.EPOCH);
  }
}
