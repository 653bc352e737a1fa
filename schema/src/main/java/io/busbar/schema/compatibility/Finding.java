// SPDX-License-Identifier: Apache-2.0
package io.busbar.schema.compatibility;

import java.util.Comparator;

/**
 * One thing that a change breaks.
 *
 * @param path where in the detail, as in {@code $.items[*].price}; {@code .*} is any member of a
 *     map
 * @param before what stands in the older schema, in words
 * @param after what stands in the newer one
 * @param victim who is broken by it, as in {@code consumers of version 6}
 */
public record Finding(Rule rule, String path, String before, String after, String victim)
    implements Comparable<Finding> {

  private static final Comparator<Finding> ORDER =
      Comparator.comparing(Finding::path)
          .thenComparing(Finding::rule)
          .thenComparing(Finding::victim)
          .thenComparing(Finding::after);

  /** Everything about it, in three lines. */
  public String describe() {
    return "%s at %s breaks %s: %s.\nBefore: %s. After: %s.\n%s"
        .formatted(rule, path, victim, rule.reason(), before, after, rule.waysOut());
  }

  @Override
  public int compareTo(Finding other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return rule + " at " + path + " (" + victim + ")";
  }
}
