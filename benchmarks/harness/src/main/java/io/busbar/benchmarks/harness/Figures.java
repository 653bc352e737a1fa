// SPDX-License-Identifier: Apache-2.0
package io.busbar.benchmarks.harness;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** One figure for each round. */
public record Figures(List<Double> rounds) {

  public Figures {
    if (rounds.isEmpty()) {
      throw new IllegalArgumentException("A figure needs at least one round.");
    }
    rounds = List.copyOf(rounds);
  }

  /** Round by round, so that what slows a round down slows both sides. */
  public Figures over(Figures other) {
    return new Figures(
        IntStream.range(0, rounds.size())
            .mapToObj(i -> rounds.get(i) / other.rounds.get(i))
            .toList());
  }

  /** The middle one. */
  public double median() {
    List<Double> sorted = rounds.stream().sorted().toList();
    int middle = sorted.size() / 2;
    boolean odd = sorted.size() % 2 == 1;
    return odd ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  /** Prints {@code result: name median (min..max)}. */
  public void print(String name) {
    List<Double> sorted = rounds.stream().sorted().toList();
    double min = sorted.get(0);
    double max = sorted.get(sorted.size() - 1);
    System.out.printf("result: %s %s (%s..%s)%n", name, text(median()), text(min), text(max));
  }

  private static String text(double value) {
    String format = Math.abs(value) >= 100 ? "%.0f" : "%.2f";
    return String.format(Locale.ROOT, format, value);
  }
}
