// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.handler;

import io.busbar.core.EventMetadata;
import io.busbar.core.EventName;
import io.busbar.core.evolution.UpcasterChain;
import io.busbar.core.routing.EventPattern;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the runtime knows about a handler method. Found by reflection at start-up;
 * nothing of it needs reflection later.
 *
 * @param id in idempotency keys, dead letters and meters
 * @param match which events it takes
 * @param detailType what the detail is read into
 * @param schemaVersion that the record is written for, or {@code EventMetadata.UNKNOWN_VERSION} for
 *     any
 * @param retry how often it is tried
 * @param traits how it is to be run
 */
public record HandlerDescriptor(
    String id,
    EventMatch match,
    Type detailType,
    int schemaVersion,
    RetryPolicy retry,
    HandlerTraits traits) {

  /** Whether events of this chain can reach the handler, and are to be brought to its version. */
  boolean mayNeed(UpcasterChain chain) {
    return schemaVersion != EventMetadata.UNKNOWN_VERSION
        && match.detailType().equals(chain.event().detailType())
        && match.takesSource(chain.event().source());
  }

  /**
   * Which events a handler takes.
   *
   * @param source exact, or a prefix that ends in {@code *}
   * @param detailType exact
   * @param pattern what the envelope must match as well, or null
   */
  public record EventMatch(String source, String detailType, @Nullable EventPattern pattern) {

    boolean isExact() {
      return !source.endsWith("*");
    }

    /** Whether it takes events of this name, as far as their content allows. */
    public boolean takes(EventName name) {
      return detailType.equals(name.detailType()) && takesSource(name.source());
    }

    boolean takesSource(String candidate) {
      return isExact()
          ? source.equals(candidate)
          : candidate.startsWith(source.substring(0, source.length() - 1));
    }

    /** Whether an event can be of a source that both take. */
    boolean overlapsSource(EventMatch other) {
      return isExact()
          ? other.takesSource(source)
          : takesSource(other.source) || other.takesSource(source);
    }

    @Override
    public String toString() {
      return "'"
          + detailType
          + "' from "
          + source
          + (pattern == null ? "" : " matching " + pattern);
    }
  }
}
