// SPDX-License-Identifier: Apache-2.0
package io.busbar.benchmarks.outbox.workload;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** The rows that the events tell of. */
public final class Business {
  private Business() {}

  /** Creates the table, and empties it. */
  static void createTable(DataSource dataSource) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE IF NOT EXISTS orders (number bigint NOT NULL, order_id text PRIMARY KEY, user_id text NOT NULL, total numeric NOT NULL)");
      statement.execute(
          "CREATE TABLE IF NOT EXISTS plain_event (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, event_id uuid NOT NULL, detail bytea NOT NULL)");
      statement.execute("TRUNCATE orders, plain_event");
    }
  }

  /** The business row of an event, in the transaction of a connection. */
  public static void insert(Connection connection, OrderPlaced event) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO orders VALUES (?, ?, ?, ?)")) {
      insert.setLong(1, event.number());
      insert.setString(2, event.orderId());
      insert.setString(3, event.userId());
      insert.setBigDecimal(4, event.total());
      insert.executeUpdate();
    }
  }
}
