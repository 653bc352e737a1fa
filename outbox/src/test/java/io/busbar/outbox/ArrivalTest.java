// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.core.OutgoingEvent;
import io.busbar.core.publish.PreparedEvent;
import io.busbar.core.publish.PublishKind;
import io.busbar.core.publish.PublishPipeline;
import io.busbar.outbox.Intake.Arrival;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What may happen between a commit that took its events along and memory hearing of them. */
class ArrivalTest {
  private final OutboxFixture fixture = OutboxFixture.on(DatabaseKind.POSTGRESQL);
  private final PublishPipeline pipeline = fixture.pipeline();
  private final Signal signal = new Signal();
  private final Database database =
      new Database(fixture.database.dataSource(), fixture.database.dialect());
  private final Relay relay =
      new Relay(pipeline.config(), settings(), fixture.bus, database, signal);
  private final Intake intake = new Intake(database, relay, pipeline.config(), signal, false);

  private static Settings settings() {
    return new Settings(
        "central-bus",
        OutboxFixture.LEASE,
        100,
        8,
        5,
        Duration.ZERO,
        Duration.ZERO,
        false,
        false,
        false,
        PoisonPolicy.BLOCK_LANE);
  }

  @BeforeEach
  void takeLease() throws SQLException {
    try (Connection connection = transaction()) {
      List<PreparedEvent> first = prepared("first");
      assertThat(intake.insertAndCommit(connection, first)).as("without a lease").isNull();
      Insertion inserted = intake.insert(connection, first);
      connection.commit();
      intake.committed(inserted, true);
    }
    drain();
    fixture.bus.accepted.clear();
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private Connection transaction() throws SQLException {
    Connection connection = fixture.database.dataSource().getConnection();
    connection.setAutoCommit(false);
    return connection;
  }

  private List<PreparedEvent> prepared(String item) {
    return List.of(
        pipeline.prepare(
            OutgoingEvent.of(new ItemAdded(item)), settings().bus(), PublishKind.STORED));
  }

  private Arrival committed(String item) throws SQLException {
    try (Connection connection = transaction()) {
      Arrival arrival = intake.insertAndCommit(connection, prepared(item));
      connection.rollback();
      return arrival;
    }
  }

  private void drain() {
    boolean more = relay.step();
    while (more) {
      more = relay.step();
    }
  }

  private void sweep() {
    fixture.advance(Sweeper.SHORTEST);
    drain();
  }

  private void expectSentOnce() {
    assertThat(fixture.bus.acceptedItems()).containsExactly("milk");
    assertThat(fixture.database.count("outbox")).isZero();
    assertThat(relay.backlog().counts().inMemory()).isZero();
    assertThat(relay.backlog().counts().inTransactions()).isZero();
  }

  @Test
  void goesOutAtOnce() throws SQLException {
    intake.arrived(committed("milk"));
    drain();

    expectSentOnce();
  }

  @Test
  void isNotSentAgainWhenASweepHasBroughtItAndItIsOnTheBus() throws SQLException {
    Arrival arrival = committed("milk");
    sweep();
    expectSentOnce();

    intake.arrived(arrival);
    drain();

    expectSentOnce();
  }

  @Test
  void isNotSentAgainWhenASweepHasBroughtItAndItIsOnItsWay() throws SQLException {
    Arrival arrival = committed("milk");
    fixture.bus.holds();
    sweep();
    assertThat(fixture.bus.held).hasSize(1);

    intake.arrived(arrival);
    drain();
    assertThat(fixture.bus.held).hasSize(1);
    fixture.bus.release();
    drain();

    expectSentOnce();
  }

  @Test
  void goesOutWhenASweepHasLookedTooEarlyToSeeIt() throws SQLException {
    Arrival arrival = committed("milk");
    intake.arrived(new Arrival(arrival.insertion(), arrival.owner(), arrival.looks() - 1));
    drain();

    expectSentOnce();
  }

  @Test
  void isLeftToASweepWhenTheNodeWasDeclaredDead() throws SQLException {
    Arrival arrival = committed("milk");
    intake.arrived(new Arrival(arrival.insertion(), arrival.owner() - 1, arrival.looks()));
    assertThat(relay.backlog().counts().inMemory()).isZero();
    drain();

    expectSentOnce();
  }

  @Test
  void isLeftToTheNextStartWhenTheOutboxIsClosed() throws SQLException {
    Arrival arrival = committed("milk");
    intake.close();
    intake.arrived(arrival);

    assertThat(relay.backlog().counts().inMemory()).isZero();
    assertThat(fixture.database.count("outbox")).isEqualTo(1);
  }
}
