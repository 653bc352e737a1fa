// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.core.ConfigurationException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is published waits a little for company, and is deleted by one statement. */
@OnEveryDatabase
class AcknowledgementTest {
  private static final Duration PATIENCE = Duration.ofMillis(20);
  private final OutboxFixture fixture;
  private final CountingDataSource counting;

  AcknowledgementTest(DatabaseKind kind) {
    fixture = OutboxFixture.on(kind);
    counting = new CountingDataSource(fixture.database.dataSource());
    fixture.outbox = newOutbox();
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  /** With the defaults. */
  private Outbox newOutbox() {
    return Outbox.builder(counting, fixture.bus, "central-bus")
        .lease(OutboxFixture.LEASE)
        .dialect(fixture.database.dialect())
        .build(fixture.pipeline());
  }

  private long deletions() {
    return counting.statements.stream().filter(sql -> sql.contains("DELETE FROM outbox ")).count();
  }

  /** One request each. */
  private void publishOneByOne(int events) {
    for (int i = 0; i < events; i++) {
      fixture.publish("item-" + i);
      fixture.drain();
    }
  }

  @Test
  void deletesTogetherWhatWasPublishedWithinAMoment() {
    publishOneByOne(5);
    assertThat(fixture.bus.requests).hasSize(5);
    assertThat(fixture.outbox.nanosToNextStep()).isEqualTo(PATIENCE.toNanos());
    assertThat(deletions()).isZero();

    fixture.advance(PATIENCE.minusNanos(1));
    fixture.drain();
    assertThat(deletions()).isZero();
    fixture.advance(Duration.ofNanos(1));
    fixture.drain();

    assertThat(deletions()).isEqualTo(1);
    assertThat(fixture.database.count("outbox")).isZero();
  }

  @Test
  void doesNotWaitWhenManyAreDone() {
    fixture.commit(
        (connection, publisher) -> {
          for (int i = 0; i < 500; i++) {
            publisher.publish(new ItemAdded("item-" + i));
          }
        });
    fixture.drain();

    assertThat(deletions()).isEqualTo(1);
    assertThat(fixture.database.count("outbox")).isZero();
  }

  @Test
  void deletesBeforeItCloses() {
    publishOneByOne(3);
    fixture.outbox.close();

    assertThat(fixture.database.count("outbox")).isZero();
  }

  /** I4: what a crash costs. */
  @Test
  void publishesAgainWhatACrashKeptItFromDeleting() {
    publishOneByOne(3);

    fixture.outbox = newOutbox();
    fixture.advance(OutboxFixture.LEASE.plusSeconds(1));
    fixture.drain();
    fixture.advance(PATIENCE);
    fixture.drain();

    assertThat(fixture.bus.accepted).hasSize(6);
    assertThat(fixture.bus.accepted.stream().map(entry -> entry.id()).distinct()).hasSize(3);
    assertThat(fixture.database.count("outbox")).isZero();
  }

  @Test
  void refusesToWaitAsLongAsALeaseLasts() {
    assertThatThrownBy(
            () -> fixture.newOutbox(options -> options.acknowledgeWithin(OutboxFixture.LEASE)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(
            "acknowledgeWithin must be between zero and the lease 'PT15S', but was 'PT15S'.");
  }
}
