// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import io.busbar.core.EventId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Which stored events an operator wants to see. Immutable; each method answers with a narrower
 * filter.
 *
 * @param afterId for the next page: the id of the last one seen
 * @param limit at most so many
 */
public record EntryFilter(
    @Nullable String source,
    @Nullable String detailType,
    @Nullable String bus,
    @Nullable String orderingKey,
    @Nullable EventId eventId,
    @Nullable Duration olderThan,
    long afterId,
    int limit) {

  private static final int DEFAULT_LIMIT = 100;

  public EntryFilter {
    if (limit < 1) {
      throw new IllegalArgumentException(
          String.format("limit must be 1 or more, but was '%d'. Leave it out for 100.", limit));
    }
  }

  /** Everything, a hundred at a time. */
  public static EntryFilter all() {
    return new EntryFilter(null, null, null, null, null, null, 0, DEFAULT_LIMIT);
  }

  /** Of one source. Default: any. */
  public EntryFilter source(String source) {
    return new EntryFilter(
        source, detailType, bus, orderingKey, eventId, olderThan, afterId, limit);
  }

  /** Of one detail-type. Default: any. */
  public EntryFilter detailType(String detailType) {
    return new EntryFilter(
        source, detailType, bus, orderingKey, eventId, olderThan, afterId, limit);
  }

  /** For one bus, as the event names it. Default: any. */
  public EntryFilter bus(String bus) {
    return new EntryFilter(
        source, detailType, bus, orderingKey, eventId, olderThan, afterId, limit);
  }

  /** Of one ordering key. Default: any, and those without. */
  public EntryFilter orderingKey(String orderingKey) {
    return new EntryFilter(
        source, detailType, bus, orderingKey, eventId, olderThan, afterId, limit);
  }

  /** One event. Default: any. */
  public EntryFilter eventId(EventId eventId) {
    return new EntryFilter(
        source, detailType, bus, orderingKey, eventId, olderThan, afterId, limit);
  }

  /** Stored so long ago, by the database's clock. Default: at any time. */
  public EntryFilter olderThan(Duration age) {
    return new EntryFilter(source, detailType, bus, orderingKey, eventId, age, afterId, limit);
  }

  /** The next page. Default: the first. */
  public EntryFilter afterId(long id) {
    return new EntryFilter(source, detailType, bus, orderingKey, eventId, olderThan, id, limit);
  }

  /** The size of a page. Default: 100. */
  public EntryFilter limit(int most) {
    return new EntryFilter(source, detailType, bus, orderingKey, eventId, olderThan, afterId, most);
  }
}
