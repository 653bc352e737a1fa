// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import io.busbar.core.EventType;
import io.busbar.core.OutgoingEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * The business of the services that are killed: each transaction writes down which event it
 * published, so that the tables themselves say what was committed. Events with a key get the next
 * number of it under a row lock, which makes the numbers commit order.
 */
final class Ledger {
  static final int KEYS = 5;

  private Ledger() {}

  /** What one transaction tells of. */
  @EventType(source = "grocer.ledger", name = "Effect Written")
  record EffectWritten(String key, long number, boolean poison) {}

  /** A committed row. */
  record Effect(String key, long number, boolean poison) {}

  static void create(DataSource dataSource) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE lane (name VARCHAR(20) PRIMARY KEY, last BIGINT NOT NULL)");
      statement.execute(
          "CREATE TABLE effect (event_id VARCHAR(36) PRIMARY KEY, lane VARCHAR(20), number BIGINT NOT NULL, poison INT NOT NULL)");
      for (int i = 0; i < KEYS; i++) {
        statement.execute("INSERT INTO lane VALUES ('key-" + i + "', 0)");
      }
    }
  }

  /** In the transaction of the connection; the row lock of the key is held until it ends. */
  static void writeKeyed(Connection connection, Outbox outbox, String key) throws SQLException {
    try (PreparedStatement next =
        connection.prepareStatement("UPDATE lane SET last = last + 1 WHERE name = ?")) {
      next.setString(1, key);
      next.executeUpdate();
    }
    long number;
    try (PreparedStatement select =
        connection.prepareStatement("SELECT last FROM lane WHERE name = ?")) {
      select.setString(1, key);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        number = row.getLong(1);
      }
    }
    EffectWritten event = new EffectWritten(key, number, false);
    UUID id = outbox.publish(OutgoingEvent.builder(event).orderingKey(key).build()).id().value();
    insert(connection, id, event);
  }

  static void writeFree(Connection connection, Outbox outbox, boolean poison) throws SQLException {
    EffectWritten event = new EffectWritten("", 0, poison);
    insert(connection, outbox.publish(event).id().value(), event);
  }

  private static void insert(Connection connection, UUID id, EffectWritten event)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO effect VALUES (?, ?, ?, ?)")) {
      insert.setString(1, id.toString());
      insert.setString(2, event.key());
      insert.setLong(3, event.number());
      insert.setInt(4, event.poison() ? 1 : 0);
      insert.executeUpdate();
    }
  }

  /** What was committed, by the event that tells of it. */
  static Map<UUID, Effect> read(DataSource dataSource) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT event_id, lane, number, poison FROM effect")) {
      Map<UUID, Effect> effects = new LinkedHashMap<>();
      while (rows.next()) {
        effects.put(
            UUID.fromString(rows.getString(1)),
            new Effect(rows.getString(2), rows.getLong(3), rows.getInt(4) == 1));
      }
      return effects;
    }
  }
}
