// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.core.OutgoingEvent;
import io.busbar.core.ServiceLimits;
import io.busbar.core.publish.Entry;
import io.busbar.core.publish.EntryResult;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How stored events get to the bus, and what happens when the bus does not take them. */
@OnEveryDatabase
class RelayTest {
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(31);
  private final OutboxFixture fixture;

  RelayTest(DatabaseKind kind) {
    fixture = OutboxFixture.on(kind);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private void publishTogether(int events) {
    fixture.commit(
        (connection, publisher) -> {
          for (int i = 0; i < events; i++) {
            publisher.publish(new ItemAdded("item-" + i));
          }
        });
  }

  @Test
  void fillsRequestsUpToTheirLimits() {
    publishTogether(25);
    fixture.drain();

    assertThat(fixture.bus.requests).extracting(List::size).containsExactly(10, 10, 5);
    assertThat(fixture.bus.accepted).hasSize(25);
  }

  @Test
  void fillsRequestsUpToTheirBytes() {
    publishTogether(3);
    int size = 12 + 11 + detailOfNext();
    fixture.bus.limits(new ServiceLimits(10, 2 * size + 1, 2_048));
    fixture.drain();

    assertThat(fixture.bus.requests).extracting(List::size).containsExactly(2, 1);
  }

  private int detailOfNext() {
    return Integer.parseInt(
        fixture.database.column("SELECT MAX(OCTET_LENGTH(detail)) FROM outbox").get(0));
  }

  @Test
  void keepsTheLimitOfRequestsUnderWay() {
    fixture.outbox = fixture.newOutbox(options -> options.maxInFlight(2));
    fixture.bus.holds();
    publishTogether(35);
    fixture.drain();
    assertThat(fixture.bus.requests).hasSize(2);
    assertThat(fixture.outbox.health().details()).containsEntry("inFlight", "2");

    fixture.bus.release();
    fixture.drain();
    fixture.bus.release();
    fixture.drain();

    assertThat(fixture.bus.accepted).hasSize(35);
    assertThat(fixture.database.count("outbox")).isZero();
  }

  @Test
  void sendsWhatWasStoredAndNothingElse() {
    OutgoingEvent event =
        OutgoingEvent.builder(new ItemAdded("milk"))
            .resources(List.of("arn:aws:s3:::a", "line\nbreak \\n"))
            .time(io.busbar.testkit.VirtualClock.START)
            .bus("other-bus")
            .orderingKey("key")
            .build();
    fixture.bus.fails("InternalFailure", "later");
    fixture.commit((connection, publisher) -> publisher.publish(event));
    fixture.drain();
    Entry sentFromMemory = fixture.bus.requests.get(0).get(0);
    fixture.crashAndRestart();
    fixture.bus.accepts();
    fixture.advance(OutboxFixture.LEASE.plusMillis(1));
    fixture.drain();

    assertThat(fixture.bus.accepted).containsExactly(sentFromMemory);
    assertThat(sentFromMemory.bus()).isEqualTo("other-bus");
  }

  @Test
  void sendsOneEventOfAKeyAtATime() {
    fixture.bus.holds();
    fixture.publishKeyed("a", "a1", "a2", "a3");
    fixture.publishKeyed("b", "b1", "b2");
    fixture.publish("free");
    fixture.drain();
    assertThat(fixture.bus.requests.get(0))
        .extracting(ScriptedTransport::item)
        .containsExactly("free", "a1", "b1");
    assertThat(fixture.bus.requests).hasSize(1);

    while (!fixture.bus.held.isEmpty()) {
      fixture.bus.release();
      fixture.drain();
    }

    assertThat(fixture.bus.acceptedItems()).containsExactly("free", "a1", "b1", "a2", "b2", "a3");
  }

  @Test
  void keepsTheOrderOfAKeyWhenItsFirstEventIsRefusedForAWhile() {
    int[] refusals = {3};
    fixture.bus.answers(
        entry ->
            ScriptedTransport.item(entry).equals("a1") && refusals[0]-- > 0
                ? new EntryResult.Refused("ThrottlingException", "Rate exceeded")
                : ScriptedTransport.accepted(entry));
    fixture.publishKeyed("a", "a1", "a2");
    fixture.publishKeyed("b", "b1");
    for (int i = 0; i < 4; i++) {
      fixture.drain();
      fixture.advance(LONG_ENOUGH);
    }

    assertThat(fixture.bus.acceptedItems()).containsExactly("b1", "a1", "a2");
  }

  @Test
  void ordersAKeyByItsRowsHoweverLateAThreadHandsOver() {
    fixture.publish("to have a lease");
    fixture.drain();
    Enlisted late = new Enlisted(fixture, "a1");
    fixture.publishKeyed("key", "a2");
    fixture.drain();
    assertThat(fixture.bus.acceptedItems()).containsExactly("to have a lease");

    late.commit();
    fixture.drain();

    assertThat(fixture.bus.acceptedItems()).containsExactly("to have a lease", "a1", "a2");
  }

  @Test
  void waitsOutAnOutageWithoutCountingAttempts() {
    fixture.bus.refuses("ThrottlingException", "Rate exceeded");
    publishTogether(12);
    for (int minute = 0; minute < 30; minute++) {
      fixture.drain();
      fixture.advance(Duration.ofMinutes(1));
    }
    assertThat(fixture.outbox.health().details())
        .containsEntry("circuit central-bus", "open, ThrottlingException: Rate exceeded");
    assertThat(fixture.database.column("SELECT DISTINCT attempts FROM outbox"))
        .containsExactly("0");

    fixture.publish("during the outage");
    fixture.bus.accepts();
    fixture.advance(LONG_ENOUGH);
    fixture.drain();
    fixture.advance(LONG_ENOUGH);
    fixture.drain();

    assertThat(fixture.bus.accepted).hasSize(13);
    assertThat(fixture.database.count("outbox")).isZero();
    assertThat(fixture.outbox.health().details()).containsEntry("circuit central-bus", "closed");
  }

  @Test
  void triesOneRequestWhenTheCircuitHasWaited() {
    fixture.bus.fails("AccessDeniedException", "not authorized to perform: events:PutEvents");
    publishTogether(40);
    fixture.drain();
    int before = fixture.bus.requests.size();
    assertThat(before).isBetween(1, 4);
    fixture.drain();
    assertThat(fixture.bus.requests).hasSize(before);

    fixture.advance(LONG_ENOUGH);
    fixture.drain();

    assertThat(fixture.bus.requests).hasSize(before + 1);
    assertThat(fixture.database.count("outbox_dead")).isZero();
  }

  @Test
  void letsABusThatIsDownNotDelayAnother() {
    fixture.bus.answers(
        entry ->
            entry.bus().equals("central-bus")
                ? new EntryResult.Refused("InternalFailure", "down")
                : ScriptedTransport.accepted(entry));
    publishTogether(20);
    fixture.drain();
    fixture.commit(
        (connection, publisher) ->
            publisher.publish(OutgoingEvent.builder(new ItemAdded("milk")).bus("other").build()));
    fixture.drain();

    assertThat(fixture.bus.acceptedItems()).containsExactly("milk");
  }

  @Test
  void sendsAgainWithTheSameIdWhenTheAnswerIsNotKnown() {
    int[] lost = {1};
    fixture.bus.answers(
        entry ->
            lost[0]-- > 0
                ? new EntryResult.Unknown("the connection was reset")
                : ScriptedTransport.accepted(entry));
    fixture.publish("milk");
    fixture.drain();
    fixture.advance(LONG_ENOUGH);
    fixture.drain();

    assertThat(fixture.bus.requests).hasSize(2);
    assertThat(fixture.bus.requests.get(0)).isEqualTo(fixture.bus.requests.get(1));
    assertThat(fixture.database.count("outbox")).isZero();
  }

  @Test
  void movesAnEventToTheDeadLettersAfterItsLastAttempt() {
    fixture.outbox =
        fixture.newOutbox(options -> options.poison(PoisonPolicy.DEAD_LETTER_AND_CONTINUE));
    fixture.bus.answers(
        entry ->
            ScriptedTransport.item(entry).equals("poison")
                ? new EntryResult.Refused("InvalidArgument", "Source is not valid.")
                : ScriptedTransport.accepted(entry));
    fixture.publishKeyed("key", "poison", "behind");
    fixture.publish("beside");
    for (int attempt = 1; attempt < 5; attempt++) {
      fixture.drain();
      assertThat(fixture.database.column("SELECT attempts FROM outbox ORDER BY id").get(0))
          .isEqualTo(String.valueOf(attempt));
      fixture.advance(LONG_ENOUGH);
    }
    fixture.drain();

    assertThat(fixture.bus.acceptedItems()).containsExactly("beside", "behind");
    assertThat(fixture.database.count("outbox")).isZero();
    assertThat(
            fixture.database.column(
                "SELECT CONCAT(ordering_key, ' ', attempts, ' ', code, ': ', error) FROM"
                    + " outbox_dead"))
        .containsExactly("key 5 InvalidArgument: Source is not valid.");
  }

  @Test
  void keepsCountingAttemptsAfterACrash() {
    fixture.bus.refuses("MalformedDetail", "Detail is malformed.");
    fixture.publish("poison");
    for (int attempt = 0; attempt < 5; attempt++) {
      fixture.drain();
      fixture.crashAndRestart();
      fixture.advance(OutboxFixture.LEASE.plusMillis(1));
    }

    assertThat(fixture.database.count("outbox")).isZero();
    assertThat(fixture.database.count("outbox_dead")).isEqualTo(1);
  }

  @Test
  void findsTheOneEventThatMakesAWholeRequestFail() {
    fixture.bus.script(
        entries -> {
          boolean faulty =
              entries.stream().anyMatch(e -> ScriptedTransport.item(e).equals("item-3"));
          if (faulty) {
            return CompletableFuture.failedFuture(
                new io.busbar.core.publish.TransportException(
                    "ValidationException", "1 validation error detected", null));
          }
          fixture.bus.accepted.addAll(entries);
          return CompletableFuture.completedFuture(
              entries.stream().map(ScriptedTransport::accepted).toList());
        });
    publishTogether(5);
    for (int i = 0; i < 6; i++) {
      fixture.drain();
      fixture.advance(LONG_ENOUGH);
    }

    assertThat(fixture.bus.acceptedItems())
        .containsExactlyInAnyOrder("item-0", "item-1", "item-2", "item-4");
    assertThat(fixture.database.column("SELECT CONCAT(code, ': ', error) FROM outbox_dead"))
        .containsExactly("ValidationException: 1 validation error detected");
  }

  @Test
  void survivesATransportThatBreaksItsContract() {
    fixture.bus.script(
        entries -> {
          throw new IllegalStateException("bug");
        });
    fixture.publish("milk");
    fixture.drain();
    assertThat(fixture.outbox.health().details())
        .containsEntry("circuit central-bus", "open, IllegalStateException: bug");

    fixture.bus.script(entries -> CompletableFuture.completedFuture(List.of()));
    fixture.advance(LONG_ENOUGH);
    fixture.drain();
    assertThat(fixture.outbox.health().details())
        .containsEntry(
            "circuit central-bus",
            "open, IllegalStateException: The transport answered with 0 results for 1 entries.");

    fixture.bus.accepts();
    fixture.advance(LONG_ENOUGH);
    fixture.drain();
    assertThat(fixture.bus.acceptedItems()).containsExactly("milk");
  }

  @Test
  void sendsNothingTwiceWhileTheDatabaseDoesNotTakeTheAcknowledgement() {
    FaultyDataSource faulty = new FaultyDataSource(fixture.database.dataSource());
    Outbox outbox =
        Outbox.builder(faulty, fixture.bus, "central-bus")
            .acknowledgeWithin(Duration.ZERO)
            .dialect(fixture.database.dialect())
            .build(fixture.pipeline());
    fixture.bus.holds();
    OutboxFixture.commit(
        outbox, (connection, publisher) -> publisher.publish(new ItemAdded("milk")));
    OutboxFixture.drain(outbox);
    faulty.unreachable(true);
    fixture.bus.release();
    OutboxFixture.drain(outbox);
    assertThat(outbox.health().details())
        .containsEntry("database", "The database is not reachable.");
    fixture.advance(Duration.ofSeconds(11));
    OutboxFixture.drain(outbox);
    faulty.unreachable(false);
    fixture.advance(Duration.ofSeconds(11));
    OutboxFixture.drain(outbox);

    assertThat(fixture.bus.requests).hasSize(1);
    assertThat(fixture.database.count("outbox")).isZero();
    assertThat(outbox.health().details()).doesNotContainKey("database");
  }
}
