// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import static io.busbar.outbox.TestDatabase.insertItem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.core.PublishResult;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An event is published if and only if its transaction commits. */
@OnEveryDatabase
class OutboxAtomicityTest {
  private final DatabaseKind kind;
  private final OutboxFixture fixture;
  private final Outbox outbox;

  OutboxAtomicityTest(DatabaseKind kind) {
    this.kind = kind;
    fixture = OutboxFixture.on(kind);
    outbox = fixture.outbox;
    fixture.takeLease();
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void publishesAfterTheCommitAndDeletesTheRow() throws SQLException {
    try (Connection connection = fixture.transaction()) {
      insertItem(connection, "milk");
      PublishResult result = outbox.publish(new ItemAdded("milk"));
      assertThat(result).isInstanceOf(PublishResult.Stored.class);
      fixture.drain();
      assertThat(fixture.bus.requests).isEmpty();

      connection.commit();
      assertThat(fixture.database.count("outbox")).isEqualTo(1);
      fixture.drain();

      assertThat(fixture.bus.acceptedIds()).containsExactly(result.id());
      assertThat(fixture.database.items()).containsExactly("milk");
      assertThat(fixture.database.count("outbox")).isZero();
    }
  }

  @Test
  void publishesNothingOfATransactionThatWasRolledBack() throws SQLException {
    try (Connection connection = fixture.transaction()) {
      outbox.publish(new ItemAdded("rolled back"));
      connection.rollback();
      outbox.publish(new ItemAdded("next"));
      connection.commit();
    }
    fixture.drain();

    assertThat(fixture.bus.acceptedItems()).containsExactly("next");
  }

  @Test
  void publishesNothingOfATransactionThatWasClosedWithoutCommit() throws SQLException {
    try (Connection connection = fixture.transaction()) {
      insertItem(connection, "milk");
      outbox.publish(new ItemAdded("milk"));
    }
    fixture.drain();

    assertThat(fixture.bus.requests).isEmpty();
    assertThat(fixture.database.items()).isEmpty();
  }

  @Test
  void dropsWhatWasPublishedSinceASavepointThatIsRolledBackTo() throws SQLException {
    try (Connection connection = fixture.transaction()) {
      outbox.publish(new ItemAdded("before"));
      Savepoint outer = connection.setSavepoint();
      outbox.publish(new ItemAdded("between"));
      connection.setSavepoint("inner");
      outbox.publish(new ItemAdded("inner"));
      connection.rollback(outer);
      outbox.publish(new ItemAdded("after"));
      connection.rollback(outer);
      outbox.publish(new ItemAdded("last"));
      connection.commit();
    }
    fixture.drain();

    assertThat(fixture.bus.acceptedItems()).containsExactly("before", "last");
  }

  @Test
  void keepsWhatWasPublishedSinceASavepointThatIsReleased() throws SQLException {
    try (Connection connection = fixture.transaction()) {
      Savepoint savepoint = connection.setSavepoint();
      outbox.publish(new ItemAdded("kept"));
      connection.releaseSavepoint(savepoint);
      connection.commit();
    }
    fixture.drain();

    assertThat(fixture.bus.acceptedItems()).containsExactly("kept");
  }

  @Test
  void storesEventsWhenSwitchingAutoCommitOnCommits() throws SQLException {
    try (Connection connection = fixture.transaction()) {
      insertItem(connection, "milk");
      outbox.publish(new ItemAdded("milk"));
      connection.setAutoCommit(true);
    }
    fixture.drain();

    assertThat(fixture.database.items()).containsExactly("milk");
    assertThat(fixture.bus.acceptedItems()).containsExactly("milk");
  }

  @Test
  void publishesNothingOfATransactionThatWasAborted() throws SQLException {
    Connection connection = fixture.transaction();
    outbox.publish(new ItemAdded("milk"));
    connection.abort(Runnable::run);
    fixture.drain();

    assertThat(fixture.bus.requests).isEmpty();
    assertThat(fixture.database.count("outbox")).isZero();
  }

  @Test
  void letsASweepDecideWhenACommitFailedAfterItWasDone() throws SQLException {
    FaultyDataSource faulty = new FaultyDataSource(fixture.database.dataSource());
    Outbox onFaulty = onFaulty(faulty);
    try (Connection connection = onFaulty.dataSource().getConnection()) {
      connection.setAutoCommit(false);
      onFaulty.publish(new ItemAdded("milk"));
      faulty.failAfterCommit();
      assertThatThrownBy(connection::commit).hasMessage("The connection was lost.");
    }
    OutboxFixture.drain(onFaulty);

    fixture.advance(Sweeper.SHORTEST);
    OutboxFixture.drain(onFaulty);

    assertThat(fixture.bus.acceptedItems()).containsExactly("milk");
    assertThat(fixture.database.count("outbox")).isZero();
  }

  @Test
  void publishesNothingWhenACommitFailedBeforeItWasDone() throws SQLException {
    FaultyDataSource faulty = new FaultyDataSource(fixture.database.dataSource());
    Outbox onFaulty = onFaulty(faulty);
    try (Connection connection = onFaulty.dataSource().getConnection()) {
      connection.setAutoCommit(false);
      onFaulty.publish(new ItemAdded("milk"));
      faulty.failBeforeCommit();
      assertThatThrownBy(connection::commit).hasMessage("The connection was lost.");
      connection.rollback();
    }
    OutboxFixture.drain(onFaulty);
    fixture.advance(Sweeper.LONGEST);
    OutboxFixture.drain(onFaulty);

    assertThat(fixture.bus.requests).isEmpty();
  }

  private Outbox onFaulty(FaultyDataSource faulty) {
    return Outbox.builder(faulty, fixture.bus, "central-bus")
        .dialect(fixture.database.dialect())
        .build(fixture.pipeline());
  }

  @Test
  void refusesToCommitWithoutTheEvents() throws SQLException {
    fixture.database.execute("ALTER TABLE outbox RENAME TO elsewhere");
    try (Connection connection = fixture.transaction()) {
      insertItem(connection, "milk");
      outbox.publish(new ItemAdded("milk"));
      String refusal =
          kind == DatabaseKind.POSTGRESQL
              ? "The transaction was not committed, nor its event stored in the outbox: "
              : "The transaction was not committed, because its event could not be stored in the outbox: ";
      assertThatThrownBy(connection::commit)
          .isInstanceOf(SQLException.class)
          .hasMessageStartingWith(refusal + kind.noOutbox())
          .hasMessageEndingWith(" Roll it back, and run it again once the cause is mended.")
          .extracting(failed -> ((SQLException) failed).getSQLState())
          .isEqualTo(kind.noTableState());
      fixture.database.execute("ALTER TABLE elsewhere RENAME TO outbox");
      assertThatThrownBy(connection::commit).hasMessageStartingWith(refusal + kind.noOutbox());

      connection.rollback();
      outbox.publish(new ItemAdded("bread"));
      connection.commit();
    }
    fixture.drain();

    assertThat(fixture.database.items()).isEmpty();
    assertThat(fixture.bus.acceptedItems()).containsExactly("bread");
  }

  @Test
  void tellsListenersHowTheTransactionEnded() throws SQLException {
    HeardResults heard = new HeardResults();
    Outbox listening =
        Outbox.builder(fixture.database.dataSource(), fixture.bus, "central-bus")
            .dialect(fixture.database.dialect())
            .build(heard.pipeline(fixture.clock));
    try (Connection connection = listening.dataSource().getConnection()) {
      connection.setAutoCommit(false);
      listening.publish(new ItemAdded("rolled back"));
      connection.rollback();
      listening.publish(new ItemAdded("committed"));
      assertThat(heard.results).hasSize(1);
      connection.commit();
    }

    assertThat(heard.results)
        .extracting(HeardResults::text)
        .containsExactly(
            "TransactionRolledBack: The transaction was rolled back, and its events with it.",
            "stored");
  }

  @Test
  void storesForTwoOutboxesInOneTransaction() throws SQLException {
    OutboxDataSource shared = OutboxDataSource.wrap(fixture.database.dataSource());
    Outbox first = Outbox.builder(shared, fixture.bus, "first-bus").build(fixture.pipeline());
    Outbox second = Outbox.builder(shared, fixture.bus, "second-bus").build(fixture.pipeline());
    try (Connection connection = shared.getConnection()) {
      connection.setAutoCommit(false);
      first.publish(new ItemAdded("milk"));
      second.publish(new ItemAdded("bread"));
      connection.commit();
    }
    OutboxFixture.drain(first);
    OutboxFixture.drain(second);

    assertThat(fixture.bus.accepted)
        .extracting(entry -> entry.bus() + " " + ScriptedTransport.item(entry))
        .containsExactlyInAnyOrder("first-bus milk", "second-bus bread");
  }
}
