// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On PostgreSQL the commit travels with the events; here it is refused, or lost. */
class CommitWithEventsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private final OutboxFixture fixture = OutboxFixture.on(DatabaseKind.POSTGRESQL);
  private final HeardResults heard = new HeardResults();
  private Outbox outbox;

  @BeforeEach
  void listen() {
    outbox =
        Outbox.builder(fixture.database.dataSource(), fixture.bus, "central-bus")
            .lease(OutboxFixture.LEASE)
            .acknowledgeWithin(Duration.ZERO)
            .dialect(fixture.database.dialect())
            .build(heard.pipeline(fixture.clock));
    fixture.outbox = outbox;
    fixture.takeLease();
    heard.results.clear();
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private void atEachCommit(String work) {
    fixture.database.execute(
        "CREATE FUNCTION at_commit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            + work
            + "; RETURN NULL; END $$");
    fixture.database.execute(
        "CREATE CONSTRAINT TRIGGER at_commit AFTER INSERT ON item DEFERRABLE INITIALLY DEFERRED"
            + " FOR EACH ROW EXECUTE FUNCTION at_commit()");
  }

  @Test
  void tellsWhyACommitWasRefusedAndRefusesFurtherOnes() throws SQLException {
    fixture.database.execute(
        "ALTER TABLE item ADD CONSTRAINT once UNIQUE (name) DEFERRABLE INITIALLY DEFERRED");
    fixture.database.execute("INSERT INTO item VALUES ('milk')");
    try (Connection connection = fixture.transaction()) {
      TestDatabase.insertItem(connection, "milk");
      outbox.publish(new ItemAdded("milk"));

      String refusal =
          "The transaction was not committed, nor its event stored in the outbox: ERROR:"
              + " duplicate key value violates unique constraint \"once\"\n"
              + "  Detail: Key (name)=(milk) already exists."
              + " Roll it back, and run it again once the cause is mended.";
      assertThatThrownBy(connection::commit)
          .isInstanceOf(SQLException.class)
          .hasMessage(refusal)
          .extracting(failed -> ((SQLException) failed).getSQLState())
          .isEqualTo("23505");
      assertThatThrownBy(connection::commit).hasMessage(refusal);
      assertThat(heard.results).isEmpty();

      connection.rollback();
      assertThat(heard.results)
          .extracting(HeardResults::text)
          .containsExactly(
              "TransactionRolledBack: The transaction was rolled back, and its events with it.");
      TestDatabase.insertItem(connection, "bread");
      outbox.publish(new ItemAdded("bread"));
      connection.commit();
    }
    fixture.drain();

    assertThat(fixture.database.items()).containsExactly("bread", "milk");
    assertThat(fixture.bus.acceptedItems()).containsExactly("bread");
  }

  /** PostgreSQL may have committed already when it ends a session. */
  @Test
  void doesNotClaimToKnowWhenTheDatabaseIsLostDuringTheCommit() throws SQLException {
    atEachCommit("PERFORM pg_terminate_backend(pg_backend_pid())");
    try (Connection connection = fixture.transaction()) {
      TestDatabase.insertItem(connection, "milk");
      outbox.publish(new ItemAdded("milk"));

      assertThatThrownBy(connection::commit)
          .hasMessageContaining("terminating connection due to administrator command");
      assertThatThrownBy(connection::commit)
          .hasMessageContaining("terminating connection due to administrator command");
    }
    assertThat(heard.results)
        .extracting(HeardResults::text)
        .containsExactly(
            "CommitUnknown: The commit failed, and it is not known whether the database did it. If"
                + " it did, the outbox will publish the event.");
    fixture.advance(Sweeper.SHORTEST);
    fixture.drain();

    assertThat(fixture.bus.requests).isEmpty();
    assertThat(fixture.database.count("outbox")).isZero();
  }

  private String inTransactionsDuringTheCommitOf(ItemAdded event, String key) throws Exception {
    try (Connection gate = fixture.database.dataSource().getConnection();
        Statement lock = gate.createStatement()) {
      gate.setAutoCommit(false);
      lock.execute("SELECT pg_advisory_xact_lock(4711)");
      CompletableFuture<Void> committing =
          CompletableFuture.runAsync(
              () ->
                  fixture.commit(
                      (connection, publisher) -> {
                        TestDatabase.insertItem(connection, event.item());
                        publisher.publish(
                            key.isEmpty() ? event : ItemAdded.keyed(event.item(), key));
                      }));
      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  !fixture
                      .database
                      .column("SELECT pid FROM pg_locks WHERE objid = 4711 AND NOT granted")
                      .isEmpty());
      String inTransactions = outbox.health().details().get("inTransactions");
      gate.rollback();
      committing.join();
      return inTransactions;
    }
  }

  /** Another transaction of the key may commit, and hand over, before this one's thread goes on. */
  @Test
  void letsMemoryKnowOfKeyedEventsBeforeTheirCommit() throws Exception {
    atEachCommit("PERFORM pg_advisory_xact_lock(4711)");

    assertThat(inTransactionsDuringTheCommitOf(new ItemAdded("keyed"), "basket-17")).isEqualTo("1");
    assertThat(inTransactionsDuringTheCommitOf(new ItemAdded("free"), "")).isEqualTo("0");
    fixture.drain();

    assertThat(fixture.bus.acceptedItems()).containsExactlyInAnyOrder("keyed", "free");
  }

  /**
   * Three for one statement of values, thirty for one of arrays; and a key, which is locked first.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "autosave=always",
        "autosave=conservative",
        "binaryTransfer=false",
        "defaultRowFetchSize=1",
        "preferQueryMode=extendedCacheEverything",
        "preferQueryMode=extendedForPrepared",
        "preferQueryMode=simple",
        "prepareThreshold=0",
        "prepareThreshold=1",
        "reWriteBatchedInserts=true"
      })
  void worksWithWhateverTheDriverIsSetTo(String setting) throws SQLException {
    fixture.database.execute(
        "ALTER TABLE item ADD CONSTRAINT once UNIQUE (name) DEFERRABLE INITIALLY DEFERRED");
    try (HikariDataSource pool = PostgresServer.pool(fixture.database.url() + "&" + setting)) {
      Outbox other =
          Outbox.builder(pool, fixture.bus, "central-bus")
              .acknowledgeWithin(Duration.ZERO)
              .strictOrder()
              .dialect(fixture.database.dialect())
              .build(fixture.pipeline());
      OutboxFixture.commit(other, (connection, publisher) -> publisher.publish(new ItemAdded("0")));
      OutboxFixture.drain(other);
      List<String> published = new ArrayList<>(List.of("0"));
      for (int events : new int[] {1, 3, 30, 1, 3, 30}) {
        String first = "item-" + published.size();
        try (Connection connection = OutboxFixture.transaction(other)) {
          publish(other, connection, first, events);
          connection.commit();
          published.addAll(names(first, events));
          publish(other, connection, first, events);
          assertThatThrownBy(connection::commit).hasMessageContaining("\"once\"");
          connection.rollback();
        }
      }
      OutboxFixture.commit(
          other, (connection, publisher) -> publisher.publish(ItemAdded.keyed("keyed", "key")));
      published.add("keyed");
      OutboxFixture.drain(other);

      assertThat(fixture.bus.acceptedItems()).containsExactlyElementsOf(published);
      assertThat(fixture.database.count("outbox")).isZero();
      other.close();
    }
  }

  private static List<String> names(String first, int number) {
    return IntStream.range(0, number).mapToObj(i -> first + "." + i).toList();
  }

  private static void publish(Outbox outbox, Connection connection, String first, int events)
      throws SQLException {
    TestDatabase.insertItem(connection, first);
    names(first, events).forEach(name -> outbox.publish(new ItemAdded(name)));
  }

  @Test
  void commitsByItselfWhereSomethingStandsBetween() throws SQLException {
    CountingDataSource counting = new CountingDataSource(fixture.database.dataSource());
    Outbox audited =
        Outbox.builder(counting, fixture.bus, "central-bus")
            .dialect(fixture.database.dialect())
            .build(fixture.pipeline());
    OutboxFixture.commit(audited, (connection, publisher) -> publisher.publish(new ItemAdded("a")));
    OutboxFixture.drain(audited);
    counting.statements.clear();
    OutboxFixture.commit(audited, (connection, publisher) -> publisher.publish(new ItemAdded("b")));

    assertThat(counting.statements).hasSize(3).endsWith("BEGIN", "COMMIT");
    assertThat(counting.statements.get(0)).endsWith(" RETURNING id");
  }
}
