// SPDX-License-Identifier: Apache-2.0
package io.busbar.benchmarks.harness;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Lets contenders take turns: warm-up rounds that do not count, then the rounds that do; who begins
 * changes from round to round, so that a machine that slows down or speeds up favours nobody.
 */
public final class Rounds {
  private static final int LEAST = 5;
  private static final int FULL = 11;
  private final int warmUps;
  private final int rounds;
  private final List<Side> sides = new ArrayList<>();

  private Rounds(int warmUps, int rounds) {
    this.warmUps = warmUps;
    this.rounds = rounds;
  }

  /** Five rounds after two warm-ups when {@code -Dbench.quick=true}, else eleven after four. */
  public static Rounds standard() {
    return isQuick() ? new Rounds(2, LEAST) : new Rounds(4, FULL);
  }

  /** Rounds that all count, for sides that warm themselves up: five, else eleven. */
  public static Rounds withoutWarmUp() {
    return new Rounds(0, isQuick() ? LEAST : FULL);
  }

  /** Whether a first look is wanted: measure less. */
  public static boolean isQuick() {
    return Boolean.getBoolean("bench.quick");
  }

  /** Adds a side. */
  public Rounds contender(String name, Contender contender) {
    sides.add(new Side(name, contender, new ArrayList<>()));
    return this;
  }

  /** Runs all rounds; the figures of each side by its name. */
  public Map<String, Figures> run() throws Exception {
    for (int round = -warmUps; round < rounds; round++) {
      for (int turn = 0; turn < sides.size(); turn++) {
        sides.get(Math.floorMod(round + turn, sides.size())).measure(round >= 0);
      }
    }
    Map<String, Figures> figures = new LinkedHashMap<>();
    sides.forEach(side -> figures.put(side.name, new Figures(side.measured)));
    return figures;
  }

  private record Side(String name, Contender contender, List<Double> measured) {
    void measure(boolean counts) throws Exception {
      double figure = contender.measure();
      if (counts) {
        measured.add(figure);
      }
    }
  }
}
