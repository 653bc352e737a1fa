// SPDX-License-Identifier: Apache-2.0
package io.busbar.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class BusbarConfigTest {

  @Test
  void hasDefaultsForEverythingButTheName() {
    BusbarConfig config = BusbarConfig.of("order-processing");

    assertThat(config.service()).isEqualTo(ServiceIdentity.of("order-processing"));
    assertThat(config.codec()).isInstanceOf(JacksonEventCodec.class);
    assertThat(config.time()).isSameAs(TimeSource.system());
    assertThat(config.ids().next()).isLessThan(config.ids().next());
    assertThat(config.instruments()).isSameAs(Instruments.NONE);
  }

  @Test
  void makesIdsFromItsOwnClockAndRandomness() {
    BusbarConfig config = seeded(7);

    assertThat(config.ids().next()).isEqualTo(seeded(7).ids().next());
    assertThat(config.ids().next().toString()).startsWith("019aaf4c-3b00-7001");
  }

  @Test
  void takesWhatItIsGiven() {
    EventCodec codec = JacksonEventCodec.create();
    EventId id = EventId.of("x");
    Instruments instruments = new Instruments() {};

    BusbarConfig config =
        BusbarConfig.builder()
            .service(new ServiceIdentity("shop", "1", "111111111111", "us-east-1"))
            .codec(codec)
            .ids(() -> id)
            .instruments(instruments)
            .build();

    assertThat(config.service().version()).isEqualTo("1");
    assertThat(config.codec()).isSameAs(codec);
    assertThat(config.ids().next()).isEqualTo(id);
    assertThat(config.instruments()).isSameAs(instruments);
  }

  private static BusbarConfig seeded(long seed) {
    return BusbarConfig.builder()
        .service("shop")
        .time(new FixedTime("2025-11-23T06:00:00Z"))
        .random(new Random(seed))
        .build();
  }
}
