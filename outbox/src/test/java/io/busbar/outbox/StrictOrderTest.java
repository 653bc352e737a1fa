// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Writers that lock nothing of the key's. */
@OnEveryDatabase
class StrictOrderTest {
  private static final int TRANSACTIONS = Boolean.getBoolean("busbar.exhaustive") ? 1_000 : 40;
  private final DatabaseKind kind;
  private final OutboxFixture fixture;

  StrictOrderTest(DatabaseKind kind) {
    this.kind = kind;
    fixture = OutboxFixture.on(kind);
    fixture.outbox = fixture.newOutbox(OutboxBuilder::strictOrder);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void neverWaitForEachOtherInACircle() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      List<Future<?>> writers =
          List.<Future<?>>of(
              threads.submit(() -> publishBoth("a", "b")),
              threads.submit(() -> publishBoth("b", "a")));
      for (Future<?> writer : writers) {
        writer.get();
      }
    } finally {
      threads.shutdownNow();
    }

    assertThat(fixture.database.count("outbox")).isEqualTo(4 * TRANSACTIONS);
  }

  private void publishBoth(String first, String second) {
    for (int i = 0; i < TRANSACTIONS; i++) {
      fixture.commit(
          (connection, publisher) -> {
            publisher.publish(ItemAdded.keyed("x", first));
            publisher.publish(ItemAdded.keyed("y", second));
          });
    }
  }

  @Test
  void keepOthersOfTheirKeyAwayUntilTheyCommit() throws SQLException {
    try (Connection first = fixture.outbox.dataSource().getConnection();
        Connection second = fixture.outbox.dataSource().getConnection()) {
      first.setAutoCommit(false);
      second.setAutoCommit(false);
      impatient(second);
      fixture.database.dialect().lockKeys(first, List.of("key", "other key"));
      fixture.outbox.enlist(second).publish(ItemAdded.keyed("late", "key"));

      assertThatThrownBy(second::commit)
          .hasMessageStartingWith(
              "The transaction was not committed, because its event could not be stored in the outbox: ");

      second.rollback();
      first.commit();
      fixture.outbox.enlist(second).publish(ItemAdded.keyed("in time", "key"));
      second.commit();
    }
    fixture.drain();
    assertThat(fixture.bus.acceptedItems()).containsExactly("in time");
  }

  private void impatient(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          switch (kind) {
            case H2 -> "SET LOCK_TIMEOUT 200";
            case POSTGRESQL -> "SET LOCAL lock_timeout = 200";
            case MARIADB -> "SET SESSION innodb_lock_wait_timeout = 1";
          });
    }
  }
}
