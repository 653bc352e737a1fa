// SPDX-License-Identifier: Apache-2.0
package io.busbar.tracing;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.busbar.core.BusbarConfig;
import io.busbar.core.ConfigurationException;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Collects what should be traced differently. Not thread-safe. */
public final class TracingBuilder {
  private final Supplier<OpenTelemetry> openTelemetry;
  private final BusbarConfig config;
  private XRay xray = XRay.AUTO;
  private Set<String> baggage = Set.of();
  private Duration parentsUpTo = Duration.ofHours(1);

  TracingBuilder(Supplier<OpenTelemetry> openTelemetry, BusbarConfig config) {
    this.openTelemetry = openTelemetry;
    this.config = config;
  }

  /** Default: {@link XRay#AUTO}. */
  @CanIgnoreReturnValue
  public TracingBuilder xray(XRay xray) {
    this.xray = xray;
    return this;
  }

  /**
   * Which members of the baggage travel with events, in both directions. An event is kept in
   * archives and seen by every consumer, so nothing does unless it is named. Default: none.
   */
  @CanIgnoreReturnValue
  public TracingBuilder baggage(String... keys) {
    this.baggage = Set.of(keys);
    return this;
  }

  /**
   * How old an event may be for its handlers to join its trace. An older one, and one from a
   * replay, is handled in a trace of its own with a link, so that no trace lasts for days. Default:
   * one hour.
   */
  @CanIgnoreReturnValue
  public TracingBuilder parentsUpTo(Duration age) {
    this.parentsUpTo = age;
    return this;
  }

  /**
   * @throws ConfigurationException if the age is negative
   */
  public Tracing build() {
    if (parentsUpTo.isNegative()) {
      throw ConfigurationException.of(
          "Tracing cannot be set up",
          List.of(
              String.format(
                  "parentsUpTo must not be negative, but was %s.\nTake Duration.ZERO to link every event and join none.",
                  parentsUpTo)));
    }
    return new Tracing(
        new TracingSettings(
            new Telemetry(openTelemetry),
            config,
            new XRaySwitch(xray, System.getenv()),
            new BaggageFilter(baggage),
            parentsUpTo));
  }
}
