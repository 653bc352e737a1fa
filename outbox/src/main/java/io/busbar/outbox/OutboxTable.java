// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import io.busbar.core.EncodedDetail;
import io.busbar.core.EventId;
import io.busbar.core.EventName;
import io.busbar.core.OutgoingEvent.Delivery;
import io.busbar.core.publish.Entry;
import io.busbar.core.publish.PreparedEvent;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The statements on the table outbox. Each takes the connection that it runs on; none commits.
 * Stateless.
 */
final class OutboxTable {
  private static final String ROW =
      "event_id, owner, ordering_key, bus, due_at, source, detail_type, detail, headers";
  private static final String DEAD_ROW =
      "id, event_id, ordering_key, bus, attempts, due_at, created_at, source, detail_type, detail, encoding, headers";
  private static final String[] KEY = {"id"};
  private static final int LONGEST_ERROR = 4096;
  private final String insert;

  OutboxTable(Dialect dialect) {
    this.insert =
        String.format(
            "INSERT INTO outbox (%s) VALUES (?, ?, ?, ?, COALESCE(CAST(? AS TIMESTAMP(3) WITH TIME ZONE), %s), ?, ?, ?, ?)",
            ROW, dialect.nowPlusMillis());
  }

  /**
   * Inserts events in their order, with one round trip.
   *
   * @param owner of those that are not delayed; null leaves them to whoever claims them
   */
  List<StoredEntry> insert(
      Connection connection, List<PreparedEvent> events, @Nullable Integer owner)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(insert, KEY)) {
      for (PreparedEvent event : events) {
        Entry entry = event.entry();
        bind(statement, entry, isDelayed(entry) ? null : owner);
        statement.addBatch();
      }
      statement.executeBatch();
      return stored(statement, events, owner != null);
    }
  }

  /** A delay of zero or less is none. */
  static boolean isDelayed(Entry entry) {
    Delivery delivery = entry.deliverAt();
    return delivery instanceof Delivery.At || delay(delivery) != null;
  }

  private static @Nullable Duration delay(@Nullable Delivery delivery) {
    return delivery instanceof Delivery.After after && after.delay().compareTo(Duration.ZERO) > 0
        ? after.delay()
        : null;
  }

  private static void bind(PreparedStatement statement, Entry entry, @Nullable Integer owner)
      throws SQLException {
    statement.setObject(1, entry.id().value());
    statement.setObject(2, owner, Types.INTEGER);
    statement.setString(3, entry.orderingKey());
    statement.setString(4, entry.bus());
    bindDue(statement, entry.deliverAt());
    statement.setString(7, entry.name().source());
    statement.setString(8, entry.name().detailType());
    statement.setBytes(9, entry.detail().utf8());
    statement.setString(10, Headers.of(entry).text());
  }

  private static void bindDue(PreparedStatement statement, @Nullable Delivery delivery)
      throws SQLException {
    Object time = delivery instanceof Delivery.At at ? at.time().atOffset(ZoneOffset.UTC) : null;
    statement.setObject(5, time, Types.TIMESTAMP_WITH_TIMEZONE);
    Duration delay = delay(delivery);
    statement.setObject(6, delay == null ? null : delay.toMillis(), Types.BIGINT);
  }

  private static List<StoredEntry> stored(
      PreparedStatement statement, List<PreparedEvent> events, boolean owned) throws SQLException {
    List<StoredEntry> stored = new ArrayList<>(events.size());
    try (ResultSet ids = statement.getGeneratedKeys()) {
      for (PreparedEvent event : events) {
        ids.next();
        stored.add(new StoredEntry(ids.getLong(1), event.entry(), owned, 0));
      }
    }
    return stored;
  }

  /** The rows that are there, in the order of their ids. */
  List<StoredEntry> load(Connection connection, List<Long> ids) throws SQLException {
    String select = "SELECT id, attempts, " + ROW + " FROM outbox WHERE id = ANY(?) ORDER BY id";
    try (PreparedStatement statement = connection.prepareStatement(select)) {
      statement.setArray(1, array(connection, ids));
      try (ResultSet rows = statement.executeQuery()) {
        List<StoredEntry> loaded = new ArrayList<>();
        while (rows.next()) {
          loaded.add(
              new StoredEntry(rows.getLong("id"), entry(rows), true, rows.getInt("attempts")));
        }
        return loaded;
      }
    }
  }

  private static Entry entry(ResultSet row) throws SQLException {
    Headers headers = Headers.parse(row.getString("headers"));
    return new Entry(
        new EventId(row.getObject("event_id", UUID.class)),
        new EventName(row.getString("source"), row.getString("detail_type")),
        row.getString("bus"),
        EncodedDetail.of(row.getBytes("detail")),
        headers.resources(),
        headers.time(),
        row.getString("ordering_key"),
        null,
        headers.traceHeader(),
        headers.traceContext());
  }

  /** The rows that this transaction can see, of those with these ids. */
  List<Long> visible(Connection connection, List<Long> ids) throws SQLException {
    String select = "SELECT id FROM outbox WHERE id = ANY(?)";
    try (PreparedStatement statement = connection.prepareStatement(select)) {
      statement.setArray(1, array(connection, ids));
      return longs(statement);
    }
  }

  /**
   * Those of a node's rows that stand behind an earlier one of their key that is not this node's.
   * Delayed rows hold nobody up.
   */
  List<Long> behindOthers(Connection connection, List<Long> ids, int node) throws SQLException {
    String select =
        "SELECT o.id FROM outbox o WHERE o.id = ANY(?) AND EXISTS (SELECT 1 FROM outbox e"
            + " WHERE e.ordering_key = o.ordering_key AND e.id < o.id AND e.due_at IS NULL"
            + " AND (e.owner IS NULL OR e.owner <> ?))";
    try (PreparedStatement statement = connection.prepareStatement(select)) {
      statement.setArray(1, array(connection, ids));
      statement.setInt(2, node);
      return longs(statement);
    }
  }

  /**
   * Gives rows without an owner, or with a dead one, to a node.
   *
   * @return those that nobody else took in between, in the order of {@code ids}
   */
  List<Long> claim(Connection connection, List<Long> ids, int node) throws SQLException {
    String update =
        "UPDATE outbox SET owner = ? WHERE id = ?"
            + " AND (owner IS NULL OR owner NOT IN (SELECT node FROM outbox_node))";
    try (PreparedStatement statement = connection.prepareStatement(update)) {
      for (long id : ids) {
        statement.setInt(1, node);
        statement.setLong(2, id);
        statement.addBatch();
      }
      int[] counts = statement.executeBatch();
      List<Long> claimed = new ArrayList<>();
      for (int i = 0; i < counts.length; i++) {
        if (counts[i] == 1) {
          claimed.add(ids.get(i));
        }
      }
      return claimed;
    }
  }

  /** Whoever owns them: what is on the bus has to go. */
  void delete(Connection connection, List<Long> ids) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("DELETE FROM outbox WHERE id = ANY(?)")) {
      statement.setArray(1, array(connection, ids));
      statement.executeUpdate();
    }
  }

  /** Remembers attempts, unless the row has another owner by now. */
  void attempts(Connection connection, Rejection rejection, int node) throws SQLException {
    String update = "UPDATE outbox SET attempts = ? WHERE id = ? AND owner = ?";
    try (PreparedStatement statement = connection.prepareStatement(update)) {
      statement.setInt(1, rejection.attempts());
      statement.setLong(2, rejection.id());
      statement.setInt(3, node);
      statement.executeUpdate();
    }
  }

  /** Copies a row to the dead letters and removes it; to be run in one transaction. */
  void bury(Connection connection, Rejection rejection, int node) throws SQLException {
    String copy =
        String.format(
            "INSERT INTO outbox_dead (%s, code, error) SELECT %s, ?, ? FROM outbox WHERE id = ? AND owner = ?",
            DEAD_ROW, DEAD_ROW);
    attempts(connection, rejection, node);
    try (PreparedStatement statement = connection.prepareStatement(copy)) {
      statement.setString(1, rejection.code());
      statement.setString(2, shortened(rejection.text()));
      statement.setLong(3, rejection.id());
      statement.setInt(4, node);
      if (statement.executeUpdate() == 1) {
        delete(connection, List.of(rejection.id()));
      }
    }
  }

  private static String shortened(String text) {
    return text.substring(0, Math.min(text.length(), LONGEST_ERROR));
  }

  static Array array(Connection connection, List<Long> ids) throws SQLException {
    return connection.createArrayOf("BIGINT", ids.toArray());
  }

  static List<Long> longs(PreparedStatement statement) throws SQLException {
    try (ResultSet rows = statement.executeQuery()) {
      List<Long> values = new ArrayList<>();
      while (rows.next()) {
        values.add(rows.getLong(1));
      }
      return values;
    }
  }
}
