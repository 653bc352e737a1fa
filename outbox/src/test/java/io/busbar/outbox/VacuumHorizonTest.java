// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** A transaction that stays open keeps PostgreSQL from clearing deleted rows away. */
class VacuumHorizonTest {
  private static final int ROUNDS = 20;
  private static final int EVENTS = Boolean.getBoolean("busbar.exhaustive") ? 5_000 : 100;

  @Test
  void doesNotKeepEventsWaitingWhileDeadRowsPileUp() throws SQLException {
    try (OutboxFixture fixture = OutboxFixture.on(DatabaseKind.POSTGRESQL);
        Connection pinning = fixture.database.dataSource().getConnection();
        Statement statement = pinning.createStatement()) {
      pinning.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      pinning.setAutoCommit(false);
      statement.executeQuery("SELECT COUNT(*) FROM outbox").close();
      double first = 0;
      double last = 0;
      for (int round = 0; round < ROUNDS; round++) {
        last = millisToPublish(fixture);
        first = round == 0 ? last : first;
        assertThat(fixture.bus.accepted).as("at once").hasSize((round + 1) * EVENTS);
      }
      System.out.printf(
          "result: outbox.pinned-horizon-ms-per-event %.2f with no dead rows, %.2f with %d%n",
          first, last, ROUNDS * EVENTS);
      pinning.rollback();
      pinning.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
      assertThat(fixture.database.count("outbox")).isZero();
    }
  }

  /** Half of them with a key, one transaction each; for an event. */
  private static double millisToPublish(OutboxFixture fixture) {
    long start = System.nanoTime();
    for (int i = 0; i < EVENTS; i += 2) {
      fixture.publish("free");
      fixture.publishKeyed("key-" + i % 10, "keyed");
      fixture.drain();
    }
    return (System.nanoTime() - start) / 1e6 / EVENTS;
  }
}
