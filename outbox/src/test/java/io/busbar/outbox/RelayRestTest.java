// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.core.OutgoingEvent;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The relay rests when there is nothing to do, and no longer than it may. */
@OnEveryDatabase
class RelayRestTest {
  private final OutboxFixture fixture;

  RelayRestTest(DatabaseKind kind) {
    fixture = OutboxFixture.on(kind);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private Duration rest() {
    fixture.drain();
    return Duration.ofNanos(fixture.outbox.nanosToNextStep());
  }

  @Test
  void restsLongerAndLongerWhenSweepsFindNothing() {
    for (int seconds : new int[] {1, 2, 4, 8, 16, 32, 60, 60}) {
      Duration rest = rest();
      assertThat(rest).isEqualTo(Duration.ofSeconds(seconds));
      fixture.advance(rest);
    }
  }

  @Test
  void looksOftenAgainOnceASweepHasFoundSomething() {
    for (int i = 0; i < 8; i++) {
      fixture.advance(rest());
    }
    OutboxFixture.commit(
        fixture.newOutbox(), (connection, publisher) -> publisher.publish(new ItemAdded("milk")));
    fixture.advance(rest());

    assertThat(rest()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void restsWhileAllRequestsAreUnderWay() {
    fixture.outbox = fixture.newOutbox(options -> options.maxInFlight(1));
    fixture.bus.holds();
    fixture.commit(
        (connection, publisher) -> {
          for (int i = 0; i < 30; i++) {
            publisher.publish(new ItemAdded("milk"));
          }
        });

    assertThat(rest()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void restsUntilTheCircuitTriesAgain() {
    fixture.bus.fails("ServiceUnavailable", "down");
    fixture.publish("milk");

    assertThat(rest()).isBetween(Duration.ofMillis(50), Duration.ofMillis(100));
  }

  @Test
  void restsUntilADelayedEventIsDue() {
    fixture.commit(
        (connection, publisher) ->
            publisher.publish(
                OutgoingEvent.builder(new ItemAdded("soon"))
                    .delay(Duration.ofMillis(200))
                    .build()));

    assertThat(rest()).isBetween(Duration.ofMillis(200), Duration.ofMillis(201));
  }

  @Test
  void restsUntilTheLeaseMustBeRenewedWhileAnEventWaits() {
    for (int i = 0; i < 8; i++) {
      fixture.advance(rest());
    }
    fixture.bus.holds();
    fixture.publish("milk");

    assertThat(rest()).isEqualTo(OutboxFixture.LEASE.dividedBy(3));
  }

  @Test
  void restsWhenTheDatabaseDoesNotAnswer() {
    FaultyDataSource faulty = new FaultyDataSource(fixture.database.dataSource());
    fixture.outbox =
        Outbox.builder(faulty, fixture.bus, "central-bus")
            .dialect(fixture.database.dialect())
            .build(fixture.pipeline());
    faulty.unreachable(true);

    assertThat(rest()).isBetween(Duration.ofMillis(100), Duration.ofMillis(200));
  }
}
