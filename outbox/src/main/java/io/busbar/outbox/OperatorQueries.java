// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import io.busbar.core.EventId;
import io.busbar.core.EventName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The statements for operators. Each takes the connection that it runs on. Stateless. */
final class OperatorQueries {
  private static final String BODY =
      "event_id, ordering_key, bus, source, detail_type, detail, encoding, headers";
  private final Dialect dialect;
  private final String columns;

  OperatorQueries(Dialect dialect) {
    this.dialect = dialect;
    this.columns =
        String.format(
            "id, event_id, source, detail_type, bus, ordering_key, attempts, %s AS stored_millis,"
                + " %s AS due_millis",
            dialect.millis("created_at"), dialect.millis("due_at"));
  }

  List<OutboxEntry> entries(Connection connection, EntryFilter filter) throws SQLException {
    Condition condition = condition(filter);
    String select =
        String.format(
            "SELECT %s FROM outbox WHERE %s ORDER BY id LIMIT ?", columns, condition.sql());
    try (PreparedStatement statement = connection.prepareStatement(select)) {
      condition.bind(statement, filter.limit());
      try (ResultSet rows = statement.executeQuery()) {
        List<OutboxEntry> entries = new ArrayList<>();
        while (rows.next()) {
          entries.add(entry(rows));
        }
        return entries;
      }
    }
  }

  List<DeadEntry> dead(Connection connection, EntryFilter filter) throws SQLException {
    Condition condition = condition(filter);
    String select =
        String.format(
            "SELECT %s, %s AS dead_millis, code, error FROM outbox_dead WHERE %s ORDER BY id LIMIT"
                + " ?",
            columns, dialect.millis("dead_at"), condition.sql());
    try (PreparedStatement statement = connection.prepareStatement(select)) {
      condition.bind(statement, filter.limit());
      try (ResultSet rows = statement.executeQuery()) {
        List<DeadEntry> entries = new ArrayList<>();
        while (rows.next()) {
          entries.add(
              new DeadEntry(
                  entry(rows),
                  Instant.ofEpochMilli(rows.getLong("dead_millis")),
                  rows.getString("code"),
                  rows.getString("error")));
        }
        return entries;
      }
    }
  }

  private static OutboxEntry entry(ResultSet row) throws SQLException {
    long due = row.getLong("due_millis");
    Instant dueAt = row.wasNull() ? null : Instant.ofEpochMilli(due);
    return new OutboxEntry(
        row.getLong("id"),
        new EventId(UUID.fromString(row.getString("event_id"))),
        new EventName(row.getString("source"), row.getString("detail_type")),
        row.getString("bus"),
        row.getString("ordering_key"),
        row.getInt("attempts"),
        Instant.ofEpochMilli(row.getLong("stored_millis")),
        dueAt);
  }

  /** SQL and the values of its parameters. */
  private record Condition(String sql, List<Object> values) {
    void bind(PreparedStatement statement, int limit) throws SQLException {
      for (int i = 0; i < values.size(); i++) {
        statement.setObject(i + 1, values.get(i));
      }
      statement.setInt(values.size() + 1, limit);
    }
  }

  private Condition condition(EntryFilter filter) {
    StringBuilder sql = new StringBuilder("id > ?");
    List<Object> values = new ArrayList<>(List.of(filter.afterId()));
    equal(sql, values, "source", filter.source());
    equal(sql, values, "detail_type", filter.detailType());
    equal(sql, values, "bus", filter.bus());
    equal(sql, values, "ordering_key", filter.orderingKey());
    EventId id = filter.eventId();
    equal(sql, values, "event_id", id == null ? null : dialect.eventId(id.value()));
    if (filter.olderThan() != null) {
      sql.append(" AND created_at < ").append(dialect.later("?"));
      values.add(-filter.olderThan().toMillis());
    }
    return new Condition(sql.toString(), values);
  }

  private static void equal(
      StringBuilder sql, List<Object> values, String column, @Nullable Object value) {
    if (value != null) {
      sql.append(" AND ").append(column).append(" = ?");
      values.add(value);
    }
  }

  /** Copies dead letters back; to be followed by {@link #forget} in the same transaction. */
  int revive(Connection connection, List<Long> ids) throws SQLException {
    return update(
        connection,
        String.format("INSERT INTO outbox (%s) SELECT %s FROM outbox_dead WHERE id ", BODY, BODY),
        ids);
  }

  int forget(Connection connection, List<Long> ids) throws SQLException {
    return update(connection, "DELETE FROM outbox_dead WHERE id ", ids);
  }

  int discard(Connection connection, List<Long> ids) throws SQLException {
    return update(connection, "DELETE FROM outbox WHERE id ", ids);
  }

  private int update(Connection connection, String sql, List<Long> ids) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(sql + dialect.ids().in(ids.size()))) {
      dialect.ids().bind(statement, 1, ids);
      return statement.executeUpdate();
    }
  }

  /** What the tables tell. */
  record Counts(
      long backlog, @Nullable Long oldestMillis, long delayed, long exhausted, long dead) {}

  Counts count(Connection connection, int maxAttempts) throws SQLException {
    String now = dialect.millis(dialect.now());
    String select =
        String.format(
            "SELECT COUNT(CASE WHEN due_at IS NULL OR due_at <= %s THEN 1 END), %s - %s, COUNT(CASE"
                + " WHEN due_at > %s THEN 1 END), COUNT(CASE WHEN attempts >= ? THEN 1 END),"
                + " (SELECT COUNT(*) FROM outbox_dead) FROM outbox",
            dialect.now(),
            now,
            dialect.millis(
                "MIN(CASE WHEN due_at IS NULL OR due_at <= "
                    + dialect.now()
                    + " THEN created_at END)"),
            dialect.now());
    try (PreparedStatement statement = connection.prepareStatement(select)) {
      statement.setInt(1, maxAttempts);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        long oldest = row.getLong(2);
        Long oldestMillis = row.wasNull() ? null : Long.valueOf(oldest);
        return new Counts(
            row.getLong(1), oldestMillis, row.getLong(3), row.getLong(4), row.getLong(5));
      }
    }
  }
}
