// SPDX-License-Identifier: Apache-2.0
package io.busbar.benchmarks.outbox.ours;

import io.busbar.benchmarks.outbox.workload.Bus;
import io.busbar.benchmarks.outbox.workload.Business;
import io.busbar.benchmarks.outbox.workload.Contender;
import io.busbar.benchmarks.outbox.workload.OrderPlaced;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * The floor: the same transaction with one more insert, of a row as large as an event. It publishes
 * nothing.
 */
final class PlainInsert implements Contender {
  private static final byte[] DETAIL = "x".repeat(600).getBytes(StandardCharsets.UTF_8);
  private final DataSource pool;
  private final Bus bus;

  PlainInsert(DataSource pool, Bus bus) {
    this.pool = pool;
    this.bus = bus;
  }

  @Override
  public void transact(OrderPlaced event) throws SQLException {
    try (Connection connection = pool.getConnection()) {
      connection.setAutoCommit(false);
      Business.insert(connection, event);
      try (PreparedStatement insert =
          connection.prepareStatement("INSERT INTO plain_event (event_id, detail) VALUES (?, ?)")) {
        insert.setObject(1, UUID.randomUUID());
        insert.setBytes(2, DETAIL);
        insert.executeUpdate();
      }
      connection.commit();
    }
    bus.accepted(event.number());
  }

  @Override
  public void close() {}
}
