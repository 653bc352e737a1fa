// SPDX-License-Identifier: Apache-2.0
package io.busbar.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The meters of one name, each made when it is first of use and then found without the registry.
 * Thread-safe.
 */
final class Family<M> {
  private static final String NO_TAG = "";

  /** As many values as the name has tag keys; the rest is empty. */
  private record Values(String first, String second, String third, String fourth) {}

  private final BusbarMeter meter;
  private final Function<Tags, M> make;
  private final Map<Values, M> known = new ConcurrentHashMap<>();

  private Family(BusbarMeter meter, Function<Tags, M> make) {
    this.meter = meter;
    this.make = make;
  }

  static Family<Counter> counters(BusbarMeter meter, MeterRegistry registry) {
    return new Family<>(
        meter,
        tags ->
            Counter.builder(meter.id).description(meter.description).tags(tags).register(registry));
  }

  static Family<Timer> timers(BusbarMeter meter, MeterRegistry registry) {
    return new Family<>(
        meter,
        tags ->
            Timer.builder(meter.id).description(meter.description).tags(tags).register(registry));
  }

  static Family<DistributionSummary> summaries(BusbarMeter meter, MeterRegistry registry) {
    return new Family<>(
        meter,
        tags ->
            DistributionSummary.builder(meter.id)
                .description(meter.description)
                .tags(tags)
                .register(registry));
  }

  /** Meters of a kind that Micrometer does not build with a value inside. */
  static <M> Family<M> of(BusbarMeter meter, Function<Tags, M> make) {
    return new Family<>(meter, make);
  }

  M get() {
    return get(NO_TAG, NO_TAG, NO_TAG, NO_TAG);
  }

  M get(String first) {
    return get(first, NO_TAG, NO_TAG, NO_TAG);
  }

  M get(String first, String second) {
    return get(first, second, NO_TAG, NO_TAG);
  }

  M get(String first, String second, String third) {
    return get(first, second, third, NO_TAG);
  }

  /** Values in the order of the meter's keys. */
  M get(String first, String second, String third, String fourth) {
    Values values = new Values(first, second, third, fourth);
    M found = known.get(values);
    return found == null ? known.computeIfAbsent(values, each -> make.apply(tags(each))) : found;
  }

  private Tags tags(Values values) {
    String[] all = {values.first, values.second, values.third, values.fourth};
    Tags tags = Tags.empty();
    for (int i = 0; i < meter.tags.size(); i++) {
      tags = tags.and(meter.tags.get(i), all[i]);
    }
    return tags;
  }
}
