// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.scenario;

import io.busbar.testkit.Trace;
import io.busbar.testkit.TraceEntry;
import java.util.List;
import java.util.stream.Collectors;

/** How often something may happen. */
record Times(int min, int max) {

  static Times exactly(int times) {
    if (times < 0) {
      throw new IllegalArgumentException(
          "Nothing happens a negative number of times, but was told '%d'. Expect zero or more."
              .formatted(times));
    }
    return new Times(times, times);
  }

  static Times atLeastOnce() {
    return new Times(1, Integer.MAX_VALUE);
  }

  boolean admits(int times) {
    return times >= min && times <= max;
  }

  boolean isMoreThan(int times) {
    return times < min;
  }

  /** The end of a sentence: what there is, line by line. */
  static String list(Trace trace, List<TraceEntry> entries) {
    return entries.isEmpty()
        ? "."
        : entries.stream()
            .map(entry -> "\n  " + trace.describe(entry))
            .collect(Collectors.joining("", ":", ""));
  }

  @Override
  public String toString() {
    if (max > min) {
      return "at least once";
    }
    return switch (min) {
      case 0 -> "never";
      case 1 -> "once";
      default -> min + " times";
    };
  }
}
