// SPDX-License-Identifier: Apache-2.0
package io.busbar.benchmarks.publisher;

import io.busbar.benchmarks.harness.Figures;
import io.busbar.benchmarks.harness.Rounds;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import software.amazon.awssdk.services.eventbridge.EventBridgeAsyncClient;

/** Figures of sides that took turns on one client. */
record Comparison(Map<String, Figures> rates, Map<String, Measurement> measurements) {

  /** Besides those of the rounds: until the compiler is done with all sides. */
  private static final int WARM_UPS = 4;

  static Comparison run(
      Map<String, Function<EventBridgeAsyncClient, Side>> factories,
      EventBridgeAsyncClient client,
      Duration round)
      throws Exception {
    Map<String, Side> sides = new LinkedHashMap<>();
    Map<String, Measurement> measurements = new LinkedHashMap<>();
    Rounds rounds = Rounds.standard();
    factories.forEach(
        (name, factory) -> {
          sides.put(name, factory.apply(client));
          measurements.put(name, new Measurement(sides.get(name), round));
          rounds.contender(name, measurements.get(name));
        });
    for (int i = 0; i < WARM_UPS; i++) {
      measurements.values().forEach(Measurement::measure);
    }
    try {
      return new Comparison(rounds.run(), measurements);
    } finally {
      sides.values().forEach(Side::close);
    }
  }

  /** Events a second. */
  Figures rate(String side) {
    return rates.get(side);
  }

  /** CPU of this process for an event. */
  Figures cpuMicros(String side) {
    int rounds = rate(side).rounds().size();
    return new Figures(
        measurements.get(side).cpuNanos(rounds).stream().map(nanos -> nanos / 1_000).toList());
  }
}
