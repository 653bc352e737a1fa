// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import io.busbar.core.OutgoingEvent.Delivery;
import io.busbar.core.publish.Entry;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A row to be inserted.
 *
 * @param owner null leaves it to whoever claims it
 */
record NewRow(Entry entry, @Nullable Integer owner) {
  static final String COLUMNS =
      "event_id, owner, ordering_key, bus, due_at, source, detail_type, detail, headers";
  static final int PARAMETERS = 10;

  /** A delayed row belongs to nobody until it is due. */
  static NewRow of(Entry entry, @Nullable Integer owner) {
    return new NewRow(entry, isDelayed(entry) ? null : owner);
  }

  /** A delay of zero or less is none. */
  static boolean isDelayed(Entry entry) {
    return entry.deliverAt() instanceof Delivery.At || delay(entry) != null;
  }

  private static @Nullable Long delay(Entry entry) {
    return entry.deliverAt() instanceof Delivery.After after
            && after.delay().compareTo(Duration.ZERO) > 0
        ? Long.valueOf(after.delay().toMillis())
        : null;
  }

  /** When it is due, in milliseconds since 1970; null if it is not delayed, or by a duration. */
  @Nullable Long dueAtMillis() {
    return entry.deliverAt() instanceof Delivery.At at ? at.time().toEpochMilli() : null;
  }

  /** How long it is delayed; null if it is not, or until a time. */
  @Nullable Long delayMillis() {
    return delay(entry);
  }

  @Nullable String headers() {
    return Headers.of(entry).text();
  }

  /** The placeholders of {@link #bind}, as values of {@link #COLUMNS}. */
  static String placeholders(Dialect dialect) {
    return String.format(
        "(?, ?, ?, ?, COALESCE(%s, %s), ?, ?, ?, ?)", dialect.at("?"), dialect.later("?"));
  }

  void bind(PreparedStatement statement, int from, Dialect dialect) throws SQLException {
    statement.setObject(from, dialect.eventId(entry.id().value()));
    statement.setObject(from + 1, owner, Types.INTEGER);
    statement.setString(from + 2, entry.orderingKey());
    statement.setString(from + 3, entry.bus());
    statement.setObject(from + 4, dueAtMillis(), Types.BIGINT);
    statement.setObject(from + 5, delayMillis(), Types.BIGINT);
    statement.setString(from + 6, entry.name().source());
    statement.setString(from + 7, entry.name().detailType());
    statement.setBytes(from + 8, entry.detail().utf8());
    statement.setString(from + 9, headers());
  }
}
