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
  private CacheComparison() {}

  public static void main(String[] arguments) throws Exception {
    secretHits(1, "", List.of("caffeine", "busbar", "aws", "powertools"));
    secretHits(2, "-2-threads", List.of("caffeine", "busbar", "aws"));
    replica(1, "");
    replica(2, "-2-threads");
  }

  private static void secretHits(int threads, String suffix, List<String> names) throws Exception {
    Map<String, Measured> sides = new LinkedHashMap<>();
    Rounds rounds = Rounds.withoutWarmUp();
    for (String name : names) {
      Measured side = new Measured(SecretHit.class, name, threads);
      sides.put(name, side);
      rounds = rounds.contender(name, side);
    }
    Map<String, Figures> nanos = rounds.run();
    Figures busbar = requireNonNull(nanos.get("busbar"));
    busbar
        .over(requireNonNull(nanos.get("caffeine")))
        .print("cache.secret-hit-vs-caffeine" + suffix);
    for (String peer : names.subList(2, names.size())) {
      requireNonNull(nanos.get(peer)).over(busbar).print("cache.secret-hit-vs-" + peer + suffix);
    }
    nanos.forEach((name, figures) -> figures.print("cache.secret-hit-ns." + name + suffix));
    sides.forEach((name, side) -> side.bytes().print("cache.secret-hit-bytes." + name + suffix));
  }

  private static void replica(int threads, String suffix) throws Exception {
    for (String work : List.of("applies", "reads")) {
      new Measured(ReplicaWork.class, work, threads)
          .inOneJvm()
          .print("cache.replica-" + work + "-per-s" + suffix);
    }
  }
}
