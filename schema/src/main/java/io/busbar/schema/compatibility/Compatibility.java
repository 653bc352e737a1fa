// SPDX-License-Identifier: Apache-2.0
package io.busbar.schema.compatibility;

import io.busbar.schema.EventSchema;
import io.busbar.schema.shape.Shape;
import java.util.List;

/**
 * Compares versions of a schema. Finding nothing is a promise: no event that the one schema allows
 * is refused by the other. What cannot be decided is found.
 *
 * <p>A writer's schema is closed, because a record writes what it has and nothing else; so adding
 * an optional field is compatible, which checks that take every schema for open refuse.
 */
public final class Compatibility {

  private Compatibility() {}

  /**
   * What a change breaks.
   *
   * @return in the order of paths and rules
   */
  public static List<Finding> findings(
      EventSchema before, EventSchema after, Direction direction, Reading reading) {
    String victim =
        direction == Direction.BACKWARD
            ? "version %d reading events of version %d".formatted(after.version(), before.version())
            : "consumers of version %d".formatted(before.version());
    return findings(before.shape(), after.shape(), direction, reading, victim);
  }

  /**
   * As {@link #findings(EventSchema, EventSchema, Direction, Reading)}, with who is broken by it.
   */
  static List<Finding> findings(
      Shape before, Shape after, Direction direction, Reading reading, String victim) {
    boolean backward = direction == Direction.BACKWARD;
    Shape writer = backward ? before : after;
    Shape reader = backward ? after : before;
    return Subset.mismatches(writer, reader, reading).stream()
        .map(
            mismatch ->
                new Finding(
                    mismatch.rule(),
                    mismatch.path(),
                    backward ? mismatch.written() : mismatch.read(),
                    backward ? mismatch.read() : mismatch.written(),
                    victim))
        .sorted()
        .distinct()
        .toList();
  }

  /**
   * What a consumer cannot read of what a sender writes.
   *
   * @param reader what the consumer's record binds; unknown members are ignored
   */
  public static List<Finding> unreadable(EventSchema writer, EventSchema reader, String victim) {
    return findings(reader.shape(), writer.shape(), Direction.FORWARD, Reading.TOLERANT, victim);
  }
}
