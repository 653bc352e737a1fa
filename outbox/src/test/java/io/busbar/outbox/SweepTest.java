// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.core.OutgoingEvent;
import io.busbar.core.publish.Entry;
import io.busbar.testkit.VirtualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is not published from memory: after a crash, after a delay, and when there is too much. */
@OnEveryDatabase
class SweepTest {
  private final OutboxFixture fixture;

  SweepTest(DatabaseKind kind) {
    fixture = OutboxFixture.on(kind);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private static OutgoingEvent later(String item, Duration delay) {
    return OutgoingEvent.builder(new ItemAdded(item)).delay(delay).build();
  }

  @Test
  void publishesWhatACrashedNodeHasLeftWhenItsLeaseHasEnded() {
    fixture.bus.holds();
    fixture.publishKeyed("key", "a1", "a2");
    fixture.publish("b");
    fixture.drain();
    fixture.crashAndRestart();
    fixture.bus.accepts();
    fixture.bus.requests.clear();

    fixture.advance(OutboxFixture.LEASE.minusMillis(1));
    fixture.drain();
    assertThat(fixture.bus.requests).isEmpty();

    fixture.advance(Duration.ofMillis(2));
    fixture.drain();
    assertThat(fixture.bus.acceptedItems()).containsExactly("b", "a1", "a2");
    assertThat(fixture.database.count("outbox")).isZero();
  }

  @Test
  void looksAgainRightWhenTheLeaseOfAnotherNodeEnds() {
    fixture.bus.holds();
    fixture.publish("milk");
    fixture.drain();
    fixture.crashAndRestart();
    fixture.bus.accepts();
    fixture.drain();

    // The sweeps of the first seconds have come and gone; only the lease's end explains this one.
    fixture.advance(OutboxFixture.LEASE.plusMillis(1));
    fixture.drain();

    assertThat(fixture.bus.acceptedItems()).containsExactly("milk");
  }

  @Test
  void publishesAtOnceWhatANodeHasLeftInGoodOrder() {
    fixture.bus.refuses("InternalFailure", "down");
    fixture.publish("milk");
    fixture.drain();
    fixture.outbox.close();
    assertThat(fixture.database.count("outbox_node")).isZero();

    fixture.bus.accepts();
    fixture.crashAndRestart();
    fixture.drain();

    assertThat(fixture.bus.acceptedItems()).containsExactly("milk");
  }

  @Test
  void storesForTheNextStartWhatIsPublishedAfterClosing() {
    fixture.outbox.close();
    fixture.publish("milk");
    fixture.drain();
    assertThat(fixture.bus.requests).isEmpty();

    fixture.crashAndRestart();
    fixture.drain();
    assertThat(fixture.bus.acceptedItems()).containsExactly("milk");
  }

  @Test
  void publishesADelayedEventWhenItsTimeHasComeOnTheDatabasesClock() {
    fixture.commit(
        (connection, publisher) -> {
          publisher.publish(later("later", Duration.ofSeconds(90)));
          publisher.publish(new ItemAdded("now"));
        });
    fixture.drain();
    assertThat(fixture.bus.acceptedItems()).containsExactly("now");

    fixture.clock.advance(Duration.ofHours(1));
    fixture.drain();
    assertThat(fixture.bus.acceptedItems()).containsExactly("now");

    fixture.database.advance(Duration.ofSeconds(90));
    fixture.clock.advance(Sweeper.LONGEST);
    fixture.drain();
    assertThat(fixture.bus.acceptedItems()).containsExactly("now", "later");
    assertThat(fixture.database.count("outbox")).isZero();
  }

  @Test
  void publishesADelayedEventOnTimeHoweverRareSweepsHaveBecome() {
    for (int minute = 0; minute < 10; minute++) {
      fixture.advance(Sweeper.LONGEST);
      fixture.drain();
    }
    fixture.commit(
        (connection, publisher) -> publisher.publish(later("soon", Duration.ofMillis(200))));
    fixture.drain();

    fixture.advance(Duration.ofMillis(199));
    fixture.drain();
    assertThat(fixture.bus.requests).isEmpty();

    fixture.advance(Duration.ofMillis(2));
    fixture.drain();
    assertThat(fixture.bus.acceptedItems()).containsExactly("soon");
  }

  @Test
  void publishesAtATimeOfTheDatabasesClock() {
    OutgoingEvent atSeven =
        OutgoingEvent.builder(new ItemAdded("breakfast"))
            .deliverAt(VirtualClock.START.plus(Duration.ofHours(7)))
            .build();
    fixture.commit((connection, publisher) -> publisher.publish(atSeven));
    fixture.drain();
    fixture.advance(Duration.ofHours(7).minusMillis(1));
    fixture.drain();
    assertThat(fixture.bus.requests).isEmpty();

    fixture.advance(Duration.ofMillis(2));
    fixture.drain();
    assertThat(fixture.bus.acceptedItems()).containsExactly("breakfast");
  }

  @Test
  void keepsADelayedEventThroughACrash() {
    fixture.commit(
        (connection, publisher) -> publisher.publish(later("soon", Duration.ofSeconds(40))));
    fixture.crashAndRestart();
    fixture.drain();
    fixture.advance(Duration.ofSeconds(40).plusMillis(1));
    fixture.drain();

    assertThat(fixture.bus.acceptedItems()).containsExactly("soon");
  }

  @Test
  void takesADelayOfZeroForNone() {
    fixture.commit((connection, publisher) -> publisher.publish(later("now", Duration.ZERO)));
    fixture.drain();

    assertThat(fixture.bus.acceptedItems()).containsExactly("now");
  }

  @Test
  void boundsItsMemoryWhileTheBusIsDownAndPublishesEverythingInTheEnd() {
    int events = 20_000;
    fixture.outbox = fixture.newOutbox(options -> options.memory(500));
    fixture.bus.fails("ServiceUnavailable", "down");
    List<String> stored = new ArrayList<>();
    for (int from = 0; from < events; from += 200) {
      List<String> items = IntStream.range(from, from + 200).mapToObj(i -> "item-" + i).toList();
      fixture.commit(
          (connection, publisher) ->
              items.forEach(
                  item -> publisher.publish(ItemAdded.keyed(item, "key-" + item.hashCode() % 50))));
      fixture.drain();
      stored.addAll(items);
      assertThat(fixture.outbox.health().details()).containsEntry("inTransactions", "0");
      assertThat(Integer.parseInt(fixture.outbox.health().details().getOrDefault("inMemory", "")))
          .isLessThanOrEqualTo(500);
    }
    assertThat(fixture.outbox.health().details()).containsEntry("moreInTable", "yes");

    fixture.bus.accepts();
    fixture.advance(Duration.ofSeconds(31));
    fixture.drain();

    assertThat(fixture.bus.acceptedItems()).hasSize(events);
    assertThat(new HashSet<>(fixture.bus.acceptedItems())).hasSize(events);
    for (String key : new String[] {"key-0", "key-7"}) {
      assertThat(
              fixture.bus.accepted.stream()
                  .filter(e -> key.equals(e.orderingKey()))
                  .map(ScriptedTransport::item))
          .containsExactlyElementsOf(
              stored.stream().filter(item -> key.equals("key-" + item.hashCode() % 50)).toList());
    }
    assertThat(fixture.database.count("outbox")).isZero();
    assertThat(fixture.outbox.health().details()).containsEntry("moreInTable", "no");
  }

  @Test
  void fetchesALargeBacklogOfAnotherNodeInPortions() {
    fixture.bus.fails("ServiceUnavailable", "down");
    for (int i = 0; i < 30; i++) {
      fixture.commit(
          (connection, publisher) -> {
            for (int j = 0; j < 50; j++) {
              publisher.publish(new ItemAdded("item"));
            }
          });
    }
    fixture.outbox.close();
    fixture.bus.accepts();
    fixture.outbox = fixture.newOutbox(options -> options.memory(100));
    fixture.drain();

    assertThat(new HashSet<>(fixture.bus.acceptedIds())).hasSize(1_500);
    assertThat(fixture.bus.accepted).hasSize(1_500);
    assertThat(fixture.database.count("outbox")).isZero();
  }

  @Test
  void stopsSendingWhenItWasPausedForLongerThanItsLease() {
    fixture.bus.fails("ServiceUnavailable", "down");
    fixture.publish("milk");
    fixture.drain();
    Outbox paused = fixture.outbox;
    Outbox other = fixture.newOutbox();

    fixture.advance(OutboxFixture.LEASE.plusMillis(1));
    fixture.bus.accepts();
    OutboxFixture.drain(other);
    OutboxFixture.drain(paused);

    assertThat(fixture.bus.acceptedItems()).containsExactly("milk");
    assertThat(fixture.database.count("outbox")).isZero();
  }

  @Test
  void keepsItsLeaseAsLongAsAnEventWaits() {
    fixture.bus.fails("ServiceUnavailable", "down");
    fixture.publish("milk");
    Outbox other = fixture.newOutbox();
    for (int second = 0; second < 60; second++) {
      fixture.advance(Duration.ofSeconds(1));
      fixture.drain();
      OutboxFixture.drain(other);
    }
    fixture.bus.requests.clear();
    fixture.bus.accepts();
    OutboxFixture.drain(other);
    assertThat(fixture.bus.requests).isEmpty();

    fixture.advance(Duration.ofSeconds(31));
    fixture.drain();
    assertThat(fixture.bus.acceptedItems()).containsExactly("milk");
  }

  @Test
  void leavesTheNodesWhenItIsIdle() {
    fixture.publish("milk");
    fixture.drain();
    assertThat(fixture.database.count("outbox_node")).isEqualTo(1);

    fixture.advance(Duration.ofMinutes(2));
    fixture.drain();
    assertThat(fixture.database.count("outbox_node")).isZero();

    fixture.publish("bread", "cheese");
    fixture.drain();
    assertThat(fixture.bus.acceptedItems()).containsExactly("milk", "bread", "cheese");
  }

  @Test
  void neverUsesANodesIdTwice() {
    fixture.publish("milk");
    fixture.drain();
    String first = fixture.database.column("SELECT node FROM outbox_node").get(0);
    fixture.outbox.close();
    fixture.crashAndRestart();
    fixture.publish("bread");
    fixture.drain();

    assertThat(fixture.database.column("SELECT node FROM outbox_node")).doesNotContain(first);
  }

  @Test
  void keepsTheOrderOfAKeyAcrossTheStartOfALease() {
    fixture.publishKeyed("key", "inserted without an owner");
    Outbox outbox = fixture.outbox;
    fixture.bus.holds();
    fixture.publish("to take a lease");
    outbox.step();
    fixture.publishKeyed("key", "inserted with an owner");
    fixture.drain();
    while (!fixture.bus.held.isEmpty()) {
      fixture.bus.release();
      fixture.drain();
    }

    assertThat(
            fixture.bus.accepted.stream()
                .filter(e -> e.orderingKey() != null)
                .map(ScriptedTransport::item))
        .containsExactly("inserted without an owner", "inserted with an owner");
  }

  @Test
  void keepsTheOrderOfAKeyThroughACrash() {
    fixture.bus.holds();
    fixture.publishKeyed("key", "before 1", "before 2");
    fixture.drain();
    fixture.crashAndRestart();
    fixture.bus.accepts();
    fixture.publishKeyed("key", "after");
    fixture.publishKeyed("other key", "free");
    fixture.drain();
    assertThat(fixture.bus.acceptedItems()).containsExactly("free");

    fixture.advance(OutboxFixture.LEASE.plusMillis(1));
    fixture.drain();
    assertThat(fixture.bus.acceptedItems())
        .containsExactly("free", "before 1", "before 2", "after");
  }

  @Test
  void keepsTheOrderOfAKeyThatTwoNodesPublish() {
    Outbox other = fixture.newOutbox();
    fixture.bus.holds();
    fixture.publishKeyed("key", "first, of this node");
    fixture.drain();
    OutboxFixture.commit(
        other, (connection, publisher) -> publisher.publish(ItemAdded.keyed("second", "key")));
    OutboxFixture.drain(other);
    fixture.publishKeyed("key", "third, of this node");
    fixture.drain();
    assertThat(fixture.bus.requests).hasSize(1);
    fixture.bus.accepts();
    fixture.bus.release();
    for (int second = 0; second < 3; second++) {
      fixture.drain();
      OutboxFixture.drain(other);
      fixture.advance(Duration.ofSeconds(1));
    }

    assertThat(fixture.bus.acceptedItems())
        .containsExactly("first, of this node", "second", "third, of this node");
  }

  @Test
  void sharesTheWorkOfOneDatabase() {
    Outbox first = fixture.outbox;
    Outbox second = fixture.newOutbox();
    for (int i = 0; i < 10; i++) {
      OutboxFixture.commit(
          i % 2 == 0 ? first : second,
          (connection, publisher) -> publisher.publish(new ItemAdded("item")));
    }
    OutboxFixture.drain(first);
    OutboxFixture.drain(second);
    fixture.advance(Sweeper.LONGEST);
    OutboxFixture.drain(first);
    OutboxFixture.drain(second);

    assertThat(fixture.bus.accepted).extracting(Entry::id).doesNotHaveDuplicates().hasSize(10);
    assertThat(fixture.database.count("outbox")).isZero();
  }
}
