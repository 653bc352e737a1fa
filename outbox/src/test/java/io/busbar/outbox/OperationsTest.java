// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.core.EventId;
import io.busbar.core.LeaderLease.Held;
import io.busbar.core.PublishResult;
import io.busbar.core.handler.IdempotencyStore;
import io.busbar.core.handler.IdempotencyStore.Claimed;
import io.busbar.core.publish.EntryResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The SQL of docs/outbox.md. */
@OnEveryDatabase
class OperationsTest {
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(31);
  private final OutboxFixture fixture;

  OperationsTest(DatabaseKind kind) {
    fixture = OutboxFixture.on(kind);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private void sendUntilDead() {
    fixture.bus.refuses("InvalidArgument", "Source is not valid.");
    for (int attempt = 0; attempt < 5; attempt++) {
      fixture.drain();
      fixture.advance(LONG_ENOUGH);
    }
    assertThat(fixture.database.count("outbox_dead")).isEqualTo(1);
  }

  @Test
  void worksWithTheDocumentedRights() {
    DataSource asShop = fixture.database.newUser("shop");
    fixture.database.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON outbox TO shop");
    fixture.database.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON outbox_node TO shop");
    fixture.database.execute("GRANT INSERT ON outbox_dead TO shop");
    fixture.database.execute("GRANT SELECT ON outbox_dead TO shop");
    fixture.database.execute("GRANT SELECT ON busbar_schema TO shop");
    fixture.database.execute("GRANT SELECT ON test_clock TO shop");
    fixture.outbox =
        Outbox.builder(asShop, fixture.bus, "central-bus")
            .dialect(fixture.database.dialect())
            .build(fixture.pipeline());

    assertThat(fixture.outbox.check()).isEmpty();
    fixture.publish("milk");
    fixture.drain();
    assertThat(fixture.bus.acceptedItems()).containsExactly("milk");

    fixture.publish("poison");
    sendUntilDead();
    fixture.outbox.close();
    assertThat(fixture.database.count("outbox")).isZero();
  }

  @Test
  void remembersAndLeadsWithTheDocumentedRights() {
    DataSource asShop = fixture.database.newUser("shop");
    fixture.database.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON inbox TO shop");
    fixture.database.execute("GRANT SELECT, INSERT, UPDATE ON leader_lease TO shop");
    fixture.database.execute("GRANT SELECT ON busbar_schema TO shop");
    JdbcIdempotencyStore store = JdbcIdempotencyStore.of(asShop);
    JdbcLeaderLease leader = JdbcLeaderLease.of(asShop);

    assertThat(store.check()).isEmpty();
    assertThat(leader.check()).isEmpty();

    IdempotencyStore.Key key =
        new IdempotencyStore.Key("Billing.on", EventId.of("018f0000-0000-7000-8000-000000000001"));
    Claimed claim = (Claimed) store.claim(key, Duration.ofSeconds(30));
    assertThat(store.release(claim)).isTrue();
    assertThat(store.complete((Claimed) store.claim(key, Duration.ofSeconds(30)))).isTrue();
    assertThat(store.purge()).isZero();
    Held held = (Held) leader.acquire("purge", Duration.ofSeconds(30));
    assertThat(leader.renew(held, Duration.ofSeconds(30))).isTrue();
    assertThat(leader.release(held)).isTrue();
  }

  @Test
  void sendsADeadLetterAgainUnderItsOwnId() {
    List<EventId> published = new ArrayList<>();
    fixture.commit(
        (connection, publisher) -> {
          PublishResult result = publisher.publish(new ItemAdded("milk"));
          published.add(result.id());
        });
    sendUntilDead();
    String id = fixture.database.column("SELECT id FROM outbox_dead").get(0);
    fixture.bus.answers(ScriptedTransport::accepted);

    fixture.database.execute(
        "INSERT INTO outbox (event_id, ordering_key, bus, source, detail_type, detail, encoding,"
            + " headers) SELECT event_id, ordering_key, bus, source, detail_type, detail, encoding,"
            + " headers FROM outbox_dead WHERE id = "
            + id);
    fixture.database.execute("DELETE FROM outbox_dead WHERE id = " + id);
    fixture.advance(Sweeper.LONGEST);
    fixture.drain();

    assertThat(fixture.bus.acceptedIds()).isEqualTo(published);
  }

  @Test
  void countsWhatItDoesForMeters() {
    HeardInstruments heard = new HeardInstruments();
    fixture.outbox = heard.outbox(fixture);
    boolean[] lost = {true};
    fixture.bus.answers(
        entry -> {
          boolean first = lost[0];
          lost[0] = false;
          return first ? new EntryResult.Unknown("no answer") : ScriptedTransport.accepted(entry);
        });
    fixture.publish("milk");
    fixture.drain();
    fixture.advance(LONG_ENOUGH);
    fixture.drain();

    assertThat(heard.lines)
        .containsExactly(
            "stored 1",
            "sent 1",
            "retried central-bus Unknown",
            "possible duplicate central-bus",
            "sent 1",
            "published central-bus none");
  }
}
