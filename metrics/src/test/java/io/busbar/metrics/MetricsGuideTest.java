// SPDX-License-Identifier: Apache-2.0
package io.busbar.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.core.BusbarConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The code of docs/observability.md. */
class MetricsGuideTest {

  private record Status(long backlog, Duration oldestAge) {}

  @Test
  void countsAService() {
    MeterRegistry registry = new SimpleMeterRegistry();
    registry.config().meterFilter(MicrometerInstruments.histograms());

    MicrometerInstruments instruments = MicrometerInstruments.of(registry);
    BusbarConfig config = BusbarConfig.builder().service("orders").instruments(instruments).build();

    instruments.watchOutbox(() -> new OutboxBacklog(status().backlog(), status().oldestAge()));

    assertThat(config.instruments()).isSameAs(instruments);
    assertThat(registry.get("busbar.outbox.backlog").gauge().value()).isEqualTo(3);
    assertThat(registry.get("busbar.outbox.oldest.age").gauge().value()).isEqualTo(60);
  }

  private static Status status() {
    return new Status(3, Duration.ofMinutes(1));
  }
}
