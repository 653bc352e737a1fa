// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.core.PublishResult;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A connection that nobody has wrapped. */
@OnEveryDatabase
class EnlistmentTest {
  private final DatabaseKind kind;
  private final OutboxFixture fixture;
  private final Outbox outbox;
  private Connection connection;

  EnlistmentTest(DatabaseKind kind) {
    this.kind = kind;
    fixture = OutboxFixture.on(kind);
    outbox = fixture.outbox;
  }

  @BeforeEach
  void open() throws SQLException {
    connection = fixture.database.dataSource().getConnection();
    connection.setAutoCommit(false);
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
    fixture.close();
  }

  @Test
  void publishesAfterTheCallerSaysThatItHasCommitted() throws SQLException {
    Enlistment enlistment = outbox.enlist(connection);
    PublishResult result = enlistment.publish(new ItemAdded("milk"));
    fixture.drain();
    connection.commit();
    fixture.drain();
    assertThat(fixture.bus.requests).isEmpty();

    enlistment.committed();
    fixture.drain();

    assertThat(fixture.bus.acceptedIds()).containsExactly(result.id());
    assertThat(fixture.database.count("outbox")).isZero();
  }

  @Test
  void canBeUsedForOneTransactionAfterTheOther() throws SQLException {
    Enlistment enlistment = outbox.enlist(connection);
    for (String item : new String[] {"milk", "bread"}) {
      enlistment.publish(new ItemAdded(item));
      connection.commit();
      enlistment.committed();
    }
    fixture.drain();

    assertThat(fixture.bus.acceptedItems()).containsExactly("milk", "bread");
  }

  @Test
  void publishesNothingThatWasRolledBack() throws SQLException {
    Enlistment enlistment = outbox.enlist(connection);
    enlistment.publish(new ItemAdded("milk"));
    connection.rollback();
    enlistment.rolledBack();
    enlistment.publish(new ItemAdded("bread"));
    connection.commit();
    enlistment.committed();
    fixture.drain();

    assertThat(fixture.bus.acceptedItems()).containsExactly("bread");
  }

  @Test
  void publishesOnlyWhatTheTableHoldsAfterASavepointWasRolledBackTo() throws SQLException {
    fixture.publish("to have a lease");
    fixture.drain();
    Enlistment enlistment = outbox.enlist(connection);
    enlistment.publish(new ItemAdded("kept"));
    Savepoint savepoint = connection.setSavepoint();
    enlistment.publish(new ItemAdded("dropped"));
    connection.rollback(savepoint);
    connection.commit();
    enlistment.committed();
    fixture.drain();

    assertThat(fixture.bus.acceptedItems()).containsExactly("to have a lease", "kept");
  }

  @Test
  void findsWhatWasCommittedWithoutAWord() throws SQLException {
    fixture.publish("to have a lease");
    fixture.drain();
    outbox.enlist(connection).publish(new ItemAdded("milk"));
    connection.commit();
    fixture.drain();
    assertThat(fixture.bus.acceptedItems()).containsExactly("to have a lease");

    fixture.advance(Sweeper.SHORTEST);
    fixture.drain();

    assertThat(fixture.bus.acceptedItems()).containsExactly("to have a lease", "milk");
  }

  @Test
  void publishesWhatIsCommittedAfterAllWhenTheCallerSpokeTooSoon() throws SQLException {
    Enlistment enlistment = outbox.enlist(connection);
    enlistment.publish(new ItemAdded("milk"));
    enlistment.committed();
    fixture.drain();
    assertThat(fixture.bus.requests).isEmpty();

    connection.commit();
    fixture.advance(Sweeper.SHORTEST);
    fixture.drain();

    assertThat(fixture.bus.acceptedItems()).containsExactly("milk");
  }

  @Test
  void letsGoOfATransactionThatIsNeverHeardOfAgain() {
    outbox.enlist(connection).publish(ItemAdded.keyed("forgotten", "key"));
    fixture.publishKeyed("key", "next");
    fixture.drain();
    assertThat(fixture.bus.requests).isEmpty();

    for (int minute = 0; minute <= 11; minute++) {
      fixture.advance(Duration.ofMinutes(1));
      fixture.drain();
    }

    assertThat(fixture.bus.acceptedItems()).containsExactly("next");
  }

  @Test
  void saysWhatTheDatabaseRefused() {
    fixture.database.execute("DROP TABLE outbox");

    assertThatThrownBy(() -> outbox.enlist(connection).publish(new ItemAdded("milk")))
        .isInstanceOf(OutboxException.class)
        .hasMessageStartingWith(
            "The event 'Item Added' from grocer.test could not be stored in the outbox: "
                + kind.noOutbox())
        .hasMessageEndingWith(
            " Roll the transaction back, and run it again once the cause is mended.");
  }

  @Test
  void needsNoWordOnAWrappedConnection() throws SQLException {
    try (Connection wrapped = outbox.dataSource().getConnection()) {
      wrapped.setAutoCommit(false);
      Enlistment enlistment = outbox.enlist(wrapped);
      enlistment.publish(new ItemAdded("milk"));
      wrapped.commit();
      enlistment.committed();
      enlistment.publish(new ItemAdded("bread"));
      wrapped.rollback();
      enlistment.rolledBack();
    }
    fixture.drain();

    assertThat(fixture.bus.acceptedItems()).containsExactly("milk");
  }
}
