// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.core.BusbarConfig;
import io.busbar.core.OutgoingEvent;
import io.busbar.core.publish.PublishPipeline;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Nodes whose clocks are wrong, who were paused for too long, or whose transactions stay open. */
@OnEveryDatabase
class NodesAndClocksTest {
  private final OutboxFixture fixture;

  NodesAndClocksTest(DatabaseKind kind) {
    fixture = OutboxFixture.on(kind);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private void drainAll(Outbox... outboxes) {
    boolean more = true;
    while (more) {
      more = Stream.of(outboxes).map(Outbox::step).reduce(false, Boolean::logicalOr);
    }
  }

  private Outbox nodeWith(SteppingClock clock) {
    BusbarConfig config =
        BusbarConfig.builder().service("test").time(clock).random(new Random(7)).build();
    return Outbox.builder(fixture.database.dataSource(), fixture.bus, "central-bus")
        .lease(OutboxFixture.LEASE)
        .dialect(fixture.database.dialect())
        .build(PublishPipeline.of(config));
  }

  @Test
  void neitherHurriesNorLosesAnythingWhenTheClockOfTheProcessJumps() {
    SteppingClock wrong = new SteppingClock(fixture.clock);
    Outbox jumping = nodeWith(wrong);
    for (Duration offset :
        List.of(Duration.ofHours(1), Duration.ofHours(-1), Duration.ofHours(1), Duration.ZERO)) {
      wrong.step(offset);
      OutboxFixture.commit(
          jumping,
          (connection, publisher) -> {
            publisher.publish(new ItemAdded("now " + offset));
            publisher.publish(
                OutgoingEvent.builder(new ItemAdded("later " + offset))
                    .delay(Duration.ofMinutes(5))
                    .build());
          });
      OutboxFixture.drain(jumping);
      assertThat(fixture.bus.acceptedItems()).contains("now " + offset).noneMatch(this::isLater);
      fixture.advance(Duration.ofSeconds(30));
      drainAll(jumping, fixture.outbox);
    }
    assertThat(fixture.bus.acceptedItems()).hasSize(4);

    fixture.advance(Duration.ofMinutes(5));
    drainAll(jumping, fixture.outbox);

    assertThat(fixture.bus.acceptedItems())
        .hasSize(8)
        .filteredOn(this::isLater)
        .containsExactly("later PT1H", "later PT-1H", "later PT1H", "later PT0S");
  }

  private boolean isLater(String item) {
    return item.startsWith("later");
  }

  @Test
  void keepsTheOrderOfAKeyWhenAPausedNodeComesBack() {
    fixture.bus.holds();
    fixture.publishKeyed("key", "1", "2", "3");
    fixture.drain();
    ScriptedTransport healthy = ScriptedTransport.create();
    Outbox other = fixture.newOutbox(options -> options, healthy);

    fixture.advance(OutboxFixture.LEASE.plusSeconds(60));
    OutboxFixture.drain(other);
    OutboxFixture.commit(
        other, (connection, publisher) -> publisher.publish(ItemAdded.keyed("4", "key")));
    OutboxFixture.drain(other);
    assertThat(healthy.acceptedItems()).containsExactly("1", "2", "3", "4");

    fixture.bus.release();
    fixture.bus.accepts();
    fixture.publishKeyed("key", "5");
    for (int i = 0; i < 3; i++) {
      drainAll(fixture.outbox, other);
      fixture.advance(Duration.ofSeconds(61));
    }

    assertThat(fixture.bus.acceptedItems()).as("of the one that was paused").startsWith("1");
    assertThat(fixture.bus.acceptedItems()).doesNotContain("2", "3", "4");
    assertThat(
            Stream.concat(healthy.acceptedItems().stream(), fixture.bus.acceptedItems().stream()))
        .contains("5");
    assertThat(fixture.database.count("outbox")).isZero();
  }

  @Test
  void publishesWhatIsCommittedWhileAnEarlierTransactionStaysOpen() throws SQLException {
    fixture.publish("to have a lease");
    fixture.drain();
    try (Connection open = fixture.database.dataSource().getConnection()) {
      open.setAutoCommit(false);
      Enlistment enlistment = fixture.outbox.enlist(open);
      enlistment.publish(new ItemAdded("early"));
      for (int second = 0; second < 30; second++) {
        fixture.publish("late " + second);
        fixture.drain();
        assertThat(fixture.bus.acceptedItems()).endsWith("late " + second);
        fixture.advance(Duration.ofSeconds(1));
      }
      open.commit();
      enlistment.committed();
    }
    fixture.drain();

    assertThat(fixture.bus.acceptedItems()).hasSize(32).endsWith("early");
    assertThat(fixture.database.count("outbox")).isZero();
  }
}
