// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.routing;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What a pattern consists of, in its order: an event must meet every part. */
sealed interface PatternPart {

  /** The fields that it looks at. */
  Set<String> paths();

  /**
   * @param wanted the array of what the field may be, as the pattern writes it
   */
  record Field(String path, String wanted) implements PatternPart {

    @Override
    public Set<String> paths() {
      return Set.of(path);
    }
  }

  /**
   * A {@code $or}, met by one of its alternatives.
   *
   * @param path where it is written, as in {@code detail.$or}
   */
  record Or(String path, List<List<PatternPart>> alternatives) implements PatternPart {

    @Override
    public Set<String> paths() {
      return alternatives.stream()
          .flatMap(List::stream)
          .flatMap(part -> part.paths().stream())
          .collect(Collectors.toSet());
    }
  }
}
