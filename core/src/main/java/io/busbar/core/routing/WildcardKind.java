// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.routing;

/** What {@code *} and {@code ?} mean, by the place where they are written. */
enum WildcardKind {
  /** Nothing: they are characters like others. */
  EXACT,

  /** Nothing, and case does not matter. */
  EXACT_IGNORING_CASE,

  /** Any characters, any one character. */
  LIKE,

  /** As {@link #LIKE}; case does not matter. */
  ACTION,

  /** Each of an ARN's six parts by itself. */
  ARN,

  /** As {@link #ARN}, but a star at the end of a part reaches beyond its colon. */
  RESOURCE;

  boolean hasWildcards() {
    return this != EXACT && this != EXACT_IGNORING_CASE;
  }

  boolean ignoresCase() {
    return this == EXACT_IGNORING_CASE || this == ACTION;
  }

  boolean staysInPart(boolean endOfPart) {
    return this == ARN || (this == RESOURCE && !endOfPart);
  }
}
