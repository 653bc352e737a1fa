// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import io.busbar.core.EncodedDetail;
import io.busbar.core.EventId;
import io.busbar.core.EventName;
import io.busbar.core.publish.Entry;
import io.busbar.core.publish.PreparedEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The statements on the table outbox. Each takes the connection that it runs on; none commits.
 * Stateless.
 */
final class OutboxTable {
  private static final String DEAD_ROW =
      "id, event_id, ordering_key, bus, attempts, due_at, created_at, source, detail_type, detail,"
          + " encoding, headers";
  private static final int LONGEST_ERROR = 4096;
  private final Dialect dialect;
  private final EntryInsert insert;

  OutboxTable(Dialect dialect) {
    this.dialect = dialect;
    this.insert = dialect.insert();
  }

  /**
   * Inserts events in their order.
   *
   * @param owner of those that are not delayed; null leaves them to whoever claims them
   * @param last SQL behind the last statement, see {@link EntryInsert}
   */
  List<StoredEntry> insert(
      Connection connection, List<PreparedEvent> events, @Nullable Integer owner, String last)
      throws SQLException {
    List<NewRow> rows = new ArrayList<>(events.size());
    for (PreparedEvent event : events) {
      rows.add(NewRow.of(event.entry(), owner));
    }
    List<Long> ids = insert.run(connection, rows, last);
    List<StoredEntry> stored = new ArrayList<>(rows.size());
    for (int i = 0; i < rows.size(); i++) {
      stored.add(new StoredEntry(ids.get(i), rows.get(i).entry(), owner != null, 0));
    }
    return stored;
  }

  /** The rows that are there, in the order of their ids. */
  List<StoredEntry> load(Connection connection, List<Long> ids) throws SQLException {
    String select =
        String.format(
            "SELECT id, attempts, %s FROM outbox WHERE id %s ORDER BY id",
            NewRow.COLUMNS, dialect.ids().in(ids.size()));
    try (PreparedStatement statement = connection.prepareStatement(select)) {
      dialect.ids().bind(statement, 1, ids);
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
        new EventId(UUID.fromString(row.getString("event_id"))),
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
    String select = "SELECT id FROM outbox WHERE id " + dialect.ids().in(ids.size());
    try (PreparedStatement statement = connection.prepareStatement(select)) {
      dialect.ids().bind(statement, 1, ids);
      return longs(statement);
    }
  }

  /**
   * Those of a node's rows that stand behind an earlier one of their key that is not this node's.
   * Delayed rows hold nobody up. Each lane is read once, however many of its rows are asked for.
   */
  List<Long> behindOthers(Connection connection, List<Long> ids, int node) throws SQLException {
    String in = dialect.ids().in(ids.size());
    String select =
        String.format(
            "SELECT o.id FROM outbox o JOIN (SELECT ordering_key, MIN(id) AS first FROM outbox"
                + " WHERE due_at IS NULL AND (owner IS NULL OR owner <> ?) AND id < ? AND"
                + " ordering_key IN (SELECT ordering_key FROM outbox WHERE id %s)"
                + " GROUP BY ordering_key) f"
                + " ON f.ordering_key = o.ordering_key AND f.first < o.id WHERE o.id %s",
            in, in);
    try (PreparedStatement statement = connection.prepareStatement(select)) {
      statement.setInt(1, node);
      statement.setLong(2, Collections.max(ids));
      int next = dialect.ids().bind(statement, 3, ids);
      dialect.ids().bind(statement, next, ids);
      return longs(statement);
    }
  }

  /**
   * Gives rows without an owner, or with a dead one, to a node.
   *
   * @return those that nobody else took in between, in no order
   */
  List<Long> claim(Connection connection, List<Long> ids, int node) throws SQLException {
    return dialect.claim(connection, ids, node);
  }

  /** Whoever owns them: what is on the bus has to go. */
  void acknowledge(Connection connection, List<Long> ids) throws SQLException {
    String delete = dialect.acknowledge(ids.size());
    try (PreparedStatement statement = connection.prepareStatement(delete)) {
      dialect.ids().bind(statement, 1, ids);
      statement.executeUpdate();
    }
  }

  /** Remembers attempts. False when the row is gone, or has another owner by now. */
  boolean attempts(Connection connection, Rejection rejection, int node) throws SQLException {
    String update = "UPDATE outbox SET attempts = ? WHERE id = ? AND owner = ?";
    try (PreparedStatement statement = connection.prepareStatement(update)) {
      statement.setInt(1, rejection.attempts());
      statement.setLong(2, rejection.id());
      statement.setInt(3, node);
      return statement.executeUpdate() == 1;
    }
  }

  /** Like {@link #bury}, by an operator, whoever owns the row. */
  boolean buryByHand(Connection connection, long id) throws SQLException {
    String copy =
        String.format(
            "INSERT INTO outbox_dead (%s, code, error) SELECT %s, 'Buried', 'An operator has given"
                + " the event up.' FROM outbox WHERE id = ?",
            DEAD_ROW, DEAD_ROW);
    try (PreparedStatement statement = connection.prepareStatement(copy)) {
      statement.setLong(1, id);
      if (statement.executeUpdate() == 0) {
        return false;
      }
    }
    delete(connection, id);
    return true;
  }

  /** Copies a row to the dead letters and removes it; to be run in one transaction. */
  void bury(Connection connection, Rejection rejection, int node) throws SQLException {
    String copy =
        String.format(
            "INSERT INTO outbox_dead (%s, code, error) SELECT %s, ?, ? FROM outbox WHERE id = ? AND"
                + " owner = ?",
            DEAD_ROW, DEAD_ROW);
    attempts(connection, rejection, node);
    try (PreparedStatement statement = connection.prepareStatement(copy)) {
      statement.setString(1, rejection.code());
      statement.setString(2, shortened(rejection.text()));
      statement.setLong(3, rejection.id());
      statement.setInt(4, node);
      if (statement.executeUpdate() == 1) {
        delete(connection, rejection.id());
      }
    }
  }

  private static void delete(Connection connection, long id) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("DELETE FROM outbox WHERE id = ?")) {
      statement.setLong(1, id);
      statement.executeUpdate();
    }
  }

  private static String shortened(String text) {
    return text.substring(0, Math.min(text.length(), LONGEST_ERROR));
  }

  /** All at once: after a commit behind the statement nothing more can be fetched. */
  static List<Long> longs(PreparedStatement statement) throws SQLException {
    statement.setFetchSize(0);
    statement.execute();
    try (ResultSet rows = statement.getResultSet()) {
      List<Long> values = new ArrayList<>();
      while (rows.next()) {
        values.add(rows.getLong(1));
      }
      return values;
    }
  }
}
