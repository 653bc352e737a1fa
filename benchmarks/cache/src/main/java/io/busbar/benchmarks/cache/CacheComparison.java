// SPDX-License-Identifier: Apache-2.0
package io.busbar.benchmarks.cache;

import static java.util.Objects.requireNonNull;

import io.busbar.benchmarks.harness.Figures;
import io.busbar.benchmarks.harness.Rounds;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A hit of the secret cache against Caffeine's {@code getIfPresent} (the floor), AWS's own cache
 * and Powertools, with one and with two threads; and what a replica takes and answers in a second.
 */
public final class CacheComparison {
  private static final List<String> SIDES = List.of("caffeine", "busbar", "aws", "powertools");

  private CacheComparison() {}

  public static void main(String[] arguments) throws Exception {
    secretHits(1, "");
    secretHits(2, "-2-threads");
    replica(1, "");
    replica(2, "-2-threads");
  }

  private static void secretHits(int threads, String suffix) throws Exception {
    Map<String, Measured> sides = sides(SecretHit.class, SIDES, threads);
    Map<String, Figures> nanos = run(sides);
    Figures busbar = requireNonNull(nanos.get("busbar"));
    Figures aws = requireNonNull(nanos.get("aws"));
    Figures powertools = requireNonNull(nanos.get("powertools"));
    busbar
        .over(requireNonNull(nanos.get("caffeine")))
        .print("cache.secret-hit-vs-caffeine" + suffix);
    aws.over(busbar).print("cache.secret-hit-vs-aws" + suffix);
    powertools.over(busbar).print("cache.secret-hit-vs-powertools" + suffix);
    nanos.forEach((side, figures) -> figures.print("cache.secret-hit-ns." + side + suffix));
    sides.forEach(
        (side, measured) ->
            new Figures(measured.bytes()).print("cache.secret-hit-bytes." + side + suffix));
  }

  private static void replica(int threads, String suffix) throws Exception {
    run(sides(ReplicaWork.class, List.of("applies", "reads"), threads))
        .forEach((work, rate) -> rate.print("cache.replica-" + work + "-per-s" + suffix));
  }

  private static Map<String, Measured> sides(
      Class<?> benchmark, List<String> methods, int threads) {
    Map<String, Measured> sides = new LinkedHashMap<>();
    methods.forEach(method -> sides.put(method, new Measured(benchmark, method, threads)));
    return sides;
  }

  private static Map<String, Figures> run(Map<String, Measured> sides) throws Exception {
    Rounds rounds = Rounds.withoutWarmUp();
    for (Map.Entry<String, Measured> side : sides.entrySet()) {
      rounds = rounds.contender(side.getKey(), side.getValue());
    }
    return rounds.run();
  }
}
