// SPDX-License-Identifier: Apache-2.0
package io.busbar.benchmarks.testkit;

import static java.util.Objects.requireNonNull;

import io.busbar.benchmarks.harness.Figures;
import io.busbar.benchmarks.harness.Rounds;
import java.time.Duration;
import java.util.Map;

/**
 * Events per second from PutEvents to a queue against raw event-ruler on the same events and rules;
 * simulated stories per second; and the time that a first and a next test need. One thread.
 */
public final class TestkitComparison {
  private static final Duration ROUND = Duration.ofMillis(Rounds.isQuick() ? 700 : 3_000);
  private static final int[] RULES = {1, 100, 1_000};
  private static final int TARGET_FORM = 100;

  private TestkitComparison() {}

  public static void main(String[] arguments) throws Exception {
    for (int rules : RULES) {
      compareRouting(rules);
    }
    requireNonNull(Rounds.standard().contender("seeds", new Stories(ROUND)).run().get("seeds"))
        .print("testkit.simulation-seeds-per-s");
    FirstTests first = FirstTests.measure(Rounds.isQuick() ? 5 : 11);
    first.first().print("testkit.first-test-ms");
    first.next().print("testkit.next-test-ms");
  }

  private static void compareRouting(int rules) throws Exception {
    Traffic traffic = Traffic.of(rules);
    Map<String, Figures> rates =
        Rounds.standard()
            .contender("raw", new RawRuler(traffic, ROUND))
            .contender("ours", new InMemoryBus(traffic, ROUND))
            .run();
    Figures ours = requireNonNull(rates.get("ours"));
    Figures raw = requireNonNull(rates.get("raw"));
    String suffix = rules == TARGET_FORM ? "" : "-" + rules + (rules == 1 ? "-rule" : "-rules");
    ours.over(raw).print("testkit.vs-raw-ruler" + suffix);
    ours.print("testkit.events-per-s.ours" + suffix);
    raw.print("testkit.events-per-s.raw-ruler" + suffix);
  }
}
