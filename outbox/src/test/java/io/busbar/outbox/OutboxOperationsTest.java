// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.core.EventId;
import io.busbar.core.EventName;
import io.busbar.core.OutgoingEvent;
import io.busbar.testkit.VirtualClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a person on call sees and does. */
@OnEveryDatabase
class OutboxOperationsTest {
  private final OutboxFixture fixture;
  private final OutboxOperations operations;

  OutboxOperationsTest(DatabaseKind kind) {
    fixture = OutboxFixture.on(kind);
    operations = fixture.outbox.operations();
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private void sendUntilDead() {
    fixture.bus.refuses("InvalidArgument", "Source is not valid.");
    for (int attempt = 0; attempt < 5; attempt++) {
      fixture.drain();
      fixture.advance(Duration.ofSeconds(31));
    }
  }

  private List<EventId> ids(EntryFilter filter) {
    return operations.entries(filter).stream().map(OutboxEntry::eventId).toList();
  }

  @Test
  void listsWhatIsStoredByWhatItIs() {
    fixture.bus.fails("ServiceUnavailable", "down");
    fixture.publish("milk");
    fixture.publishKeyed("key", "bread");
    fixture.commit(
        (connection, publisher) ->
            publisher.publish(
                OutgoingEvent.builder(new ItemAdded("later"))
                    .bus("other")
                    .deliverAt(VirtualClock.START.plusSeconds(90))
                    .build()));
    List<OutboxEntry> all = operations.entries(EntryFilter.all());

    assertThat(all).hasSize(3);
    assertThat(all.get(2).name()).isEqualTo(new EventName("grocer.test", "Item Added"));
    assertThat(all.get(2).dueAt()).isEqualTo(VirtualClock.START.plusSeconds(90));
    assertThat(all.get(0).dueAt()).isNull();
    assertThat(ids(EntryFilter.all().orderingKey("key"))).containsExactly(all.get(1).eventId());
    assertThat(ids(EntryFilter.all().bus("other"))).containsExactly(all.get(2).eventId());
    assertThat(ids(EntryFilter.all().eventId(all.get(0).eventId())))
        .containsExactly(all.get(0).eventId());
    assertThat(ids(EntryFilter.all().source("grocer.other"))).isEmpty();
    assertThat(ids(EntryFilter.all().detailType("Item Added").limit(2))).hasSize(2);
    assertThat(ids(EntryFilter.all().afterId(all.get(1).id())))
        .containsExactly(all.get(2).eventId());
  }

  @Test
  void sendsDeadLettersAgainUnderTheirOwnIds() {
    fixture.publish("milk", "bread");
    List<EventId> published = ids(EntryFilter.all());
    sendUntilDead();
    List<DeadEntry> dead = operations.deadLetters(EntryFilter.all().source("grocer.test"));
    assertThat(dead).extracting(letter -> letter.entry().eventId()).isEqualTo(published);
    assertThat(dead.get(0).code()).isEqualTo("InvalidArgument");
    assertThat(dead.get(0).error()).isEqualTo("Source is not valid.");
    fixture.bus.accepts();

    int requeued = operations.requeue(dead.stream().map(letter -> letter.entry().id()).toList());
    fixture.drain();

    assertThat(requeued).isEqualTo(2);
    assertThat(fixture.bus.acceptedIds()).containsExactlyInAnyOrderElementsOf(published);
    assertThat(fixture.database.count("outbox_dead")).isZero();
  }

  @Test
  void discardsDeadLetters() {
    fixture.publish("milk");
    sendUntilDead();
    List<Long> ids =
        operations.deadLetters(EntryFilter.all()).stream().map(dead -> dead.entry().id()).toList();

    assertThat(operations.discardDead(ids)).isEqualTo(1);
    assertThat(operations.discardDead(ids)).isZero();
    assertThat(operations.requeue(ids)).isZero();
    assertThat(operations.requeue(List.of())).isZero();
  }

  @Test
  void saysHowTheOutboxIs() {
    assertThat(fixture.outbox.status()).isEqualTo(new OutboxStatus(0, null, 0, 0, 0, 0, Map.of()));
    fixture.publish("poison");
    sendUntilDead();
    fixture.bus.fails("AccessDeniedException", "not authorized");
    fixture.publish("milk");
    fixture.commit(
        (connection, publisher) ->
            publisher.publish(
                OutgoingEvent.builder(new ItemAdded("later")).delay(Duration.ofDays(1)).build()));
    fixture.drain();

    OutboxStatus status = fixture.outbox.status();

    assertThat(status.backlog()).isEqualTo(1);
    assertThat(status.oldestAge()).isNotNull();
    assertThat(status.delayed()).isEqualTo(1);
    assertThat(status.dead()).isEqualTo(1);
    assertThat(status.openCircuits())
        .isEqualTo(Map.of("central-bus", "AccessDeniedException: not authorized"));
  }

  @Test
  void refusesAPageOfNothing() {
    assertThatThrownBy(() -> EntryFilter.all().limit(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("limit must be 1 or more, but was '0'. Leave it out for 100.");
  }
}
