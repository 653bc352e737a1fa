// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Finds a small part of a list that still fails, by delta debugging (Zeller and Hildebrandt,
 * "Simplifying and Isolating Failure-Inducing Input", 2002): none of what it returns can be left
 * out, unless it ran out of tries.
 */
final class Shrinker<T> {
  private static final int MOST_TRIES = 1_000;
  private final Predicate<List<T>> fails;
  private int tries;

  Shrinker(Predicate<List<T>> fails) {
    this.fails = fails;
  }

  /** All of {@code items} must fail. */
  List<T> shrink(List<T> items) {
    if (fails.test(List.of())) {
      return List.of();
    }
    List<T> left = items;
    int parts = 2;
    while (left.size() > 1 && tries < MOST_TRIES) {
      List<T> smaller = smaller(left, parts);
      if (smaller.size() < left.size()) {
        left = smaller;
        parts = Math.max(2, Math.min(parts - 1, left.size()));
      } else if (parts < left.size()) {
        parts = Math.min(left.size(), parts * 2);
      } else {
        break;
      }
    }
    return left;
  }

  /** Leaves out one part of so many; the list itself when none can be spared. */
  private List<T> smaller(List<T> items, int parts) {
    for (int i = 0; i < parts; i++) {
      int from = i * items.size() / parts;
      int to = (i + 1) * items.size() / parts;
      List<T> rest = new ArrayList<>(items.subList(0, from));
      rest.addAll(items.subList(to, items.size()));
      tries++;
      if (fails.test(rest)) {
        return rest;
      }
    }
    return items;
  }
}
