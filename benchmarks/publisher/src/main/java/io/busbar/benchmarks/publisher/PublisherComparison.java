// SPDX-License-Identifier: Apache-2.0
package io.busbar.benchmarks.publisher;

import io.busbar.benchmarks.harness.Figures;
import io.busbar.benchmarks.harness.Rounds;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.eventbridge.EventBridgeAsyncClient;

/**
 * The publisher against one PutEvents for each event, and against a loop that packs ten and writes
 * the reserved members too; one publishing thread, one client, eight requests in flight.
 */
public final class PublisherComparison {
  private static final Duration ROUND = Duration.ofMillis(Rounds.isQuick() ? 1_000 : 3_000);
  private static final String SINGLE = "single";
  private static final String HAND = "hand-batched";
  private static final String OURS = "ours";

  private PublisherComparison() {}

  public static void main(String[] arguments) throws Exception {
    try (Endpoints endpoints = Endpoints.start()) {
      overHttp(endpoints.atOnce(), "");
      overHttp(endpoints.afterFive(), "-5ms");
    }
    overhead();
    EntryBenchmark.run();
  }

  private static void overHttp(URI endpoint, String suffix) throws Exception {
    Map<String, Function<EventBridgeAsyncClient, Side>> sides = new LinkedHashMap<>();
    sides.put(SINGLE, SingleRequests::new);
    sides.put(HAND, HandWrittenLoop::new);
    sides.put(OURS, Ours::new);
    try (EventBridgeAsyncClient client = Endpoints.client(endpoint)) {
      Comparison compared = Comparison.run(sides, client, ROUND);
      compared.rate(OURS).over(compared.rate(SINGLE)).print("publisher.vs-single" + suffix);
      compared.rate(OURS).over(compared.rate(HAND)).print("publisher.vs-hand-batched" + suffix);
      for (String side : sides.keySet()) {
        compared.rate(side).print("publisher.events-per-second." + side + suffix);
        compared.cpuMicros(side).print("publisher.cpu-us-per-event." + side + suffix);
      }
    }
  }

  /** Without a network: CPU of all threads, ours less the loop's. */
  private static void overhead() throws Exception {
    Map<String, Function<EventBridgeAsyncClient, Side>> sides = new LinkedHashMap<>();
    sides.put(HAND, HandWrittenLoop::new);
    sides.put(OURS, Ours::new);
    Comparison compared;
    try (ClientWithoutNetwork client = new ClientWithoutNetwork()) {
      compared = Comparison.run(sides, client, ROUND);
    }
    List<Double> ours = compared.cpuMicros(OURS).rounds();
    List<Double> hand = compared.cpuMicros(HAND).rounds();
    new Figures(
            IntStream.range(0, ours.size())
                .mapToObj(i -> (ours.get(i) - hand.get(i)) * 1_000)
                .toList())
        .print("publisher.overhead-ns");
    compared.cpuMicros(HAND).print("publisher.cpu-us-per-event.hand-batched-no-network");
    compared.cpuMicros(OURS).print("publisher.cpu-us-per-event.ours-no-network");
  }
}
