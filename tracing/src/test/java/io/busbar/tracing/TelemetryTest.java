// SPDX-License-Identifier: Apache-2.0
package io.busbar.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TelemetryTest {
  private OpenTelemetry set = OpenTelemetry.noop();
  private final AtomicInteger asked = new AtomicInteger();
  private final Telemetry telemetry =
      new Telemetry(
          () -> {
            asked.incrementAndGet();
            return set;
          });

  @Test
  void findsWhatIsSetAfterTheFirstEventsAndAsksNoMore() {
    assertThat(telemetry.tracer()).isNull();
    set = recording();

    assertThat(telemetry.tracer()).isNotNull().isSameAs(telemetry.tracer());
    assertThat(telemetry.openTelemetry()).isSameAs(set);
    assertThat(asked).hasValue(2);
  }

  @Test
  void asksSeldomWhenThereHasBeenNoneForLongAndFindsItAllTheSame() {
    for (int event = 0; event < 1024; event++) {
      assertThat(telemetry.tracer()).isNull();
    }
    asked.set(0);
    for (int event = 0; event < 640; event++) {
      assertThat(telemetry.tracer()).isNull();
    }
    assertThat(asked).hasValue(10);
    set = recording();

    for (int event = 0; event < 63; event++) {
      assertThat(telemetry.openTelemetry()).isSameAs(set);
      telemetry.tracer();
    }
    assertThat(telemetry.tracer()).isNotNull();
  }

  private static OpenTelemetry recording() {
    return OpenTelemetrySdk.builder()
        .setTracerProvider(
            SdkTracerProvider.builder()
                .addSpanProcessor(SimpleSpanProcessor.create(InMemorySpanExporter.create()))
                .build())
        .build();
  }
}
