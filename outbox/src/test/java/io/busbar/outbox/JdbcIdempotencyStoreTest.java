// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.core.EventId;
import io.busbar.core.handler.IdempotencyStore;
import io.busbar.core.handler.IdempotencyStore.Claimed;
import io.busbar.core.handler.IdempotencyStore.Done;
import io.busbar.testkit.VirtualClock;
import io.busbar.testkit.contract.IdempotencyStoreContract;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@OnEveryDatabase
class JdbcIdempotencyStoreTest implements IdempotencyStoreContract {
  private static final Duration RETENTION = Duration.ofDays(15);
  private final VirtualClock clock = VirtualClock.create();
  private final TestDatabase database;
  private final JdbcIdempotencyStore store;

  JdbcIdempotencyStoreTest(DatabaseKind kind) {
    database = kind.create();
    store = newStore();
  }

  private JdbcIdempotencyStore newStore() {
    return new JdbcIdempotencyStore(
        new Database(database.dataSource(), database.dialect()), RETENTION, clock);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Override
  public IdempotencyStore store() {
    return store;
  }

  @Override
  public void advance(Duration duration) {
    database.advance(duration);
    clock.advance(duration);
  }

  private static IdempotencyStore.Key newKey() {
    return new IdempotencyStore.Key("Billing.on", new EventId(UUID.randomUUID()));
  }

  private void complete(IdempotencyStore.Key key) {
    assertThat(store.complete((Claimed) store.claim(key, LEASE))).isTrue();
  }

  @Test
  void remembersForOtherInstancesToo() {
    IdempotencyStore.Key key = newKey();
    complete(key);

    assertThat(newStore().claim(key, LEASE)).isInstanceOf(Done.class);
  }

  @Test
  void forgetsWhatIsOlderThanItsRetentionInBatches() {
    for (int i = 0; i < Dialect.SOME + 5; i++) {
      store.claim(newKey(), LEASE);
    }
    advance(Duration.ofDays(1));
    IdempotencyStore.Key kept = newKey();
    complete(kept);

    advance(RETENTION.minusMinutes(1));
    complete(newKey());
    assertThat(database.count("inbox")).isEqualTo(7);

    assertThat(store.purge()).isEqualTo(5);
    assertThat(store.claim(kept, LEASE)).isInstanceOf(Done.class);
  }

  @Test
  void goesOnCleaningWhileBatchesAreFull() {
    for (int i = 0; i < Dialect.SOME + 5; i++) {
      store.claim(newKey(), LEASE);
    }
    advance(RETENTION.plusMinutes(1));

    complete(newKey());
    complete(newKey());
    complete(newKey());

    assertThat(database.count("inbox")).isEqualTo(3);
  }

  @Test
  void keepsClaimsThatAreStillHeld() {
    IdempotencyStore.Key key = newKey();
    store.claim(key, RETENTION.multipliedBy(2));
    advance(RETENTION.plusDays(1));

    assertThat(store.purge()).isZero();
  }

  @Test
  void saysWhatItCouldNotDo() {
    IdempotencyStore.Key key = newKey();
    database.execute("DROP TABLE inbox");

    assertThatThrownBy(() -> store.claim(key, LEASE))
        .isInstanceOf(OutboxException.class)
        .hasMessageStartingWith(
            "The database could not claim event " + key.eventId() + " for handler Billing.on: ");
    assertThat(store.check())
        .containsExactly(
            "The inbox's tables cannot be read: inbox. Either they are not there, or the database"
                + " user has no right to them.\n"
                + "Apply Schema.of(dataSource).script() with your migrations, or call"
                + " createSchema() on the builder.");
  }

  /** Dispatchers then dead-letter what is older, instead of running it a second time. */
  @Test
  void saysForHowLongItRemembers() {
    assertThat(store.retention()).contains(RETENTION);
    assertThat(JdbcIdempotencyStore.of(database.dataSource(), Duration.ofDays(1)).retention())
        .contains(Duration.ofDays(1));
  }

  @Test
  void refusesARetentionOfNothing() {
    assertThatThrownBy(() -> JdbcIdempotencyStore.of(database.dataSource(), Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The retention must be longer than nothing, but was 'PT0S'. Take more than an event can"
                + " be on its way.");
  }
}
