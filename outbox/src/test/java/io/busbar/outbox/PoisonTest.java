// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.core.publish.EntryResult;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An event that EventBridge never takes, at the head of the lane of its key. */
@OnEveryDatabase
class PoisonTest {
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(31);
  private final OutboxFixture fixture;

  PoisonTest(DatabaseKind kind) {
    fixture = OutboxFixture.on(kind);
    poisons();
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private void poisons() {
    fixture.bus.answers(
        entry ->
            ScriptedTransport.item(entry).equals("poison")
                ? new EntryResult.Refused("InvalidArgument", "Source is not valid.")
                : ScriptedTransport.accepted(entry));
  }

  private void tryAgain(int times) {
    for (int i = 0; i < times; i++) {
      fixture.drain();
      fixture.advance(LONG_ENOUGH);
    }
    fixture.drain();
  }

  private long poison() {
    return fixture.outbox.operations().entries(EntryFilter.all()).get(0).id();
  }

  @Test
  void keepsTheLaterEventsOfItsKeyBehindIt() {
    fixture.publishKeyed("key", "poison", "behind 1");
    fixture.publish("beside");
    tryAgain(6);
    fixture.publishKeyed("key", "behind 2");
    fixture.publishKeyed("other key", "free");
    tryAgain(2);

    assertThat(fixture.bus.acceptedItems()).containsExactly("beside", "free");
    assertThat(fixture.database.count("outbox_dead")).isZero();
    assertThat(fixture.outbox.health().details()).containsEntry("blockedLanes", "1");
    assertThat(fixture.outbox.status().exhausted()).isEqualTo(1);
  }

  @Test
  void letsTheLaneGoOnWhenTheCauseIsMended() {
    fixture.publishKeyed("key", "poison", "behind 1");
    tryAgain(6);
    fixture.publishKeyed("key", "behind 2");
    fixture.bus.accepts();
    tryAgain(3);

    assertThat(fixture.bus.acceptedItems()).containsExactly("poison", "behind 1", "behind 2");
    assertThat(fixture.database.count("outbox")).isZero();
    assertThat(fixture.outbox.health().details()).containsEntry("blockedLanes", "0");
  }

  @Test
  void letsTheLaneGoOnWhenAnOperatorHasBuriedTheEvent() {
    fixture.publishKeyed("key", "poison", "behind 1", "behind 2");
    tryAgain(6);

    assertThat(fixture.outbox.operations().bury(poison())).isTrue();
    tryAgain(3);

    assertThat(fixture.bus.acceptedItems()).containsExactly("behind 1", "behind 2");
    assertThat(fixture.outbox.operations().deadLetters(EntryFilter.all()))
        .extracting(DeadEntry::code)
        .containsExactly("Buried");
  }

  @Test
  void keepsBlockingAfterACrash() {
    fixture.publishKeyed("key", "poison", "behind");
    tryAgain(6);
    fixture.crashAndRestart();
    fixture.advance(OutboxFixture.LEASE.plusMillis(1));
    tryAgain(3);
    assertThat(fixture.bus.accepted).isEmpty();

    assertThat(fixture.outbox.operations().discard(poison())).isTrue();
    tryAgain(3);

    assertThat(fixture.bus.acceptedItems()).containsExactly("behind");
    assertThat(fixture.outbox.operations().deadLetters(EntryFilter.all())).isEmpty();
  }

  @Test
  void takesNoRoomFromOtherKeys() {
    fixture.outbox = fixture.newOutbox(options -> options.memory(5));
    fixture.publishKeyed("key", "poison", "1", "2", "3", "4", "5", "6", "7", "8");
    tryAgain(7);
    fixture.publish("a", "b", "c");
    tryAgain(2);

    assertThat(fixture.bus.acceptedItems()).containsExactlyInAnyOrder("a", "b", "c");

    fixture.bus.accepts();
    tryAgain(4);
    assertThat(fixture.bus.acceptedItems())
        .containsSubsequence(List.of("poison", "1", "2", "3", "4", "5", "6", "7", "8"));
    assertThat(fixture.database.count("outbox")).isZero();
  }
}
