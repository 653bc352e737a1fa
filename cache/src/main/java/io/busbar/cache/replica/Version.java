// SPDX-License-Identifier: Apache-2.0
package io.busbar.cache.replica;

import io.busbar.core.EventId;
import io.busbar.core.EventMetadata;
import java.time.Instant;

/**
 * How new a state is: the aggregate's own version, or when the event occurred and, within the same
 * millisecond, its id. Never the envelope's time, which has seconds only. A replica must see
 * versions of one kind.
 *
 * @param number the aggregate's version, or milliseconds since 1970
 * @param tieBreak compared where the numbers are equal; empty for an aggregate's own version
 */
public record Version(long number, String tieBreak) implements Comparable<Version> {

  /** The version that the owner of the state counts, as a column of its table does. */
  public static Version of(long number) {
    return new Version(number, "");
  }

  /** For owners that count nothing: when it occurred, and the event's id. */
  public static Version of(Instant occurredAt, EventId id) {
    return new Version(occurredAt.toEpochMilli(), id.toString());
  }

  /** {@link #of(Instant, EventId)} of an event. */
  public static Version of(EventMetadata metadata) {
    return of(metadata.occurredAt(), metadata.id());
  }

  public boolean isAfter(Version other) {
    return compareTo(other) > 0;
  }

  @Override
  public int compareTo(Version other) {
    int byNumber = Long.compare(number, other.number);
    return byNumber != 0 ? byNumber : tieBreak.compareTo(other.tieBreak);
  }

  @Override
  public String toString() {
    return tieBreak.isEmpty() ? String.valueOf(number) : number + "/" + tieBreak;
  }
}
