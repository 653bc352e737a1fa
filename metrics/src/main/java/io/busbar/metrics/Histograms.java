// SPDX-License-Identifier: Apache-2.0
package io.busbar.metrics;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * Buckets for the library's timers: those that OpenTelemetry advises for durations, and up to an
 * hour for lags.
 */
final class Histograms implements MeterFilter {
  private static final double[] DURATIONS =
      seconds(0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10);
  private static final double[] LAGS = seconds(0.1, 0.5, 1, 5, 15, 60, 300, 900, 3600);

  private static final Map<String, double[]> BUCKETS =
      Arrays.stream(BusbarMeter.values())
          .filter(meter -> meter.kind == BusbarMeter.Kind.TIMER)
          .collect(Collectors.toUnmodifiableMap(meter -> meter.id, Histograms::buckets));

  private static double[] buckets(BusbarMeter meter) {
    return switch (meter) {
      case DISPATCH_LAG, DELIVERY_LAG, STORE_TO_BUS -> LAGS;
      default -> DURATIONS;
    };
  }

  @Override
  public @Nullable DistributionStatisticConfig configure(
      Meter.Id id, DistributionStatisticConfig config) {
    double[] buckets = BUCKETS.get(id.getName());
    return buckets == null
        ? config
        : DistributionStatisticConfig.builder()
            .serviceLevelObjectives(buckets)
            .build()
            .merge(config);
  }

  private static double[] seconds(double... seconds) {
    return DoubleStream.of(seconds).map(each -> each * Duration.ofSeconds(1).toNanos()).toArray();
  }
}
