// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.core.BusbarConfig;
import io.busbar.core.ConfigurationException;
import io.busbar.core.EventEnvelope;
import io.busbar.core.handler.Delivery;
import io.busbar.core.handler.DeliveryInProgressException;
import io.busbar.core.handler.EventDispatcher;
import io.busbar.core.handler.EventHandler;
import io.busbar.core.handler.HandlerContext;
import io.busbar.core.handler.Outcome;
import io.busbar.core.handler.Replays;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A handler's effect and its events commit together. */
@OnEveryDatabase
class TransactionInterceptorTest {
  private final OutboxFixture fixture;

  TransactionInterceptorTest(DatabaseKind kind) {
    fixture = OutboxFixture.on(kind);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  /** Stores the item, publishes one event by its context, and returns another. */
  static final class Warehouse {
    @EventHandler
    ItemAdded on(ItemOrdered event, HandlerContext context) throws SQLException {
      TestDatabase.insertItem(context.resource(Connection.class), event.item());
      context.publish(new ItemAdded(event.item() + " (by the context)"));
      if (event.item().equals("unknown")) {
        throw new IllegalStateException("There is no such item.");
      }
      return new ItemAdded(event.item());
    }
  }

  /** Goes on after its method has returned. */
  static final class Asynchronous {
    @EventHandler
    CompletionStage<ItemAdded> on(ItemOrdered event) {
      return CompletableFuture.completedFuture(new ItemAdded(event.item()));
    }
  }

  private Outcome dispatch(Object handler, String item) {
    BusbarConfig config = fixture.pipeline().config();
    EventDispatcher dispatcher =
        EventDispatcher.builder(config)
            .publisher(fixture.outbox)
            .interceptor(fixture.outbox.transactions())
            .handlers(handler)
            .build();
    String envelope =
        """
        {"version":"0","id":"6a7e8feb-b491-4cf7-a9f1-bf3703467718","detail-type":"Item Ordered","source":"grocer.test",\
        "account":"111111111111","time":"2026-01-01T00:00:00Z","region":"us-east-1","resources":[],"detail":{"item":"%s"}}\
        """
            .formatted(item);
    return dispatcher.dispatch(Delivery.of(envelope, "1")).results().get(0).outcome();
  }

  @Test
  void commitsWhatTheHandlerDidTogetherWithItsEvents() {
    assertThat(dispatch(new Warehouse(), "milk")).isEqualTo(Outcome.ACK);
    fixture.drain();

    assertThat(fixture.database.items()).containsExactly("milk");
    assertThat(fixture.bus.acceptedItems()).containsExactly("milk (by the context)", "milk");
  }

  @Test
  void rollsBackWhatAFailingHandlerDid() {
    assertThat(dispatch(new Warehouse(), "unknown")).isInstanceOf(Outcome.Retry.class);
    fixture.drain();

    assertThat(fixture.database.items()).isEmpty();
    assertThat(fixture.bus.requests).isEmpty();
  }

  @Test
  void publishesTheSameIdsWhenAHandlerRunsAgain() {
    dispatch(new Warehouse(), "milk");
    dispatch(new Warehouse(), "milk");
    fixture.drain();

    assertThat(fixture.bus.acceptedIds()).hasSize(4);
    assertThat(fixture.bus.acceptedIds().subList(0, 2))
        .isEqualTo(fixture.bus.acceptedIds().subList(2, 4));
  }

  @Test
  void retriesAHandlerWhoseEventsCannotBeStored() {
    fixture.database.execute("ALTER TABLE outbox RENAME TO elsewhere");
    Outcome outcome = dispatch(new Warehouse(), "milk");

    assertThat(outcome).isInstanceOf(Outcome.Retry.class);
    assertThat(((Outcome.Retry) outcome).cause())
        .isInstanceOf(OutboxException.class)
        .hasMessageMatching(
            "(?s)The transaction around handler Warehouse\\.on\\(ItemOrdered\\) for event"
                + " [0-9a-f-]{36} failed: The transaction was not committed, because its 2 events"
                + " could not be stored in the outbox: .*");
    assertThat(fixture.database.items()).isEmpty();
  }

  @Test
  void refusesAHandlerThatCompletesAsynchronously() {
    assertThatThrownBy(() -> dispatch(new Asynchronous(), "milk"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            """
            The handlers cannot be registered:
              1. Asynchronous.on(ItemOrdered): it returns a CompletionStage, but it runs in a database transaction of the outbox, which ends when the method returns.
                 Return the events themselves, or run the handler in a service without an outbox.""");
  }

  /** Has no use for a transaction of one event. */
  static final class Several {
    private int events;

    @EventHandler
    void on(List<EventEnvelope<ItemOrdered>> envelopes) {
      events += envelopes.size();
    }
  }

  @Test
  void letsAHandlerOfBatchesThrough() {
    Several several = new Several();

    assertThat(dispatch(several, "milk")).isEqualTo(Outcome.ACK);
    assertThat(several.events).isEqualTo(1);
  }

  private OutboxFixture withInbox() {
    fixture.outbox = fixture.newOutbox(OutboxBuilder::inbox);
    return fixture;
  }

  @Test
  void runsAHandlerOnceForAnEventThatItsInboxKnows() {
    withInbox();
    assertThat(dispatch(new Warehouse(), "milk")).isEqualTo(Outcome.ACK);

    assertThat(dispatch(new Warehouse(), "milk"))
        .isEqualTo(new Outcome.Skip("duplicate: this handler has handled the event before"));
    fixture.drain();

    assertThat(fixture.database.items()).containsExactly("milk");
    assertThat(fixture.bus.acceptedItems()).containsExactly("milk (by the context)", "milk");
  }

  @Test
  void forgetsTheEventTogetherWithWhatAFailedHandlerDid() {
    withInbox();
    assertThat(dispatch(new Warehouse(), "unknown")).isInstanceOf(Outcome.Retry.class);

    assertThat(fixture.database.count("inbox")).isZero();
    assertThat(dispatch(new Warehouse(), "milk")).isEqualTo(Outcome.ACK);
    assertThat(fixture.database.count("inbox")).isEqualTo(1);
  }

  @Test
  void triesADuplicateLaterWhileTheFirstOneIsAtWork() {
    withInbox();
    Outcome[] duplicate = {Outcome.ACK};
    AtWork handler = new AtWork(() -> duplicate[0] = dispatch(new AtWork(() -> {}), "milk"));

    assertThat(dispatch(handler, "milk")).isEqualTo(Outcome.ACK);

    assertThat(((Outcome.Retry) duplicate[0]).cause())
        .isInstanceOf(DeliveryInProgressException.class)
        .hasMessage(
            "Handler AtWork.on(ItemOrdered) is at work on event"
                + " 6a7e8feb-b491-4cf7-a9f1-bf3703467718 already, in another delivery.");
    assertThat(fixture.database.items()).containsExactly("milk");
  }

  /** Does something else while its transaction is open. */
  record AtWork(Runnable meanwhile) {
    @EventHandler
    void on(ItemOrdered event, HandlerContext context) throws SQLException {
      TestDatabase.insertItem(context.resource(Connection.class), event.item());
      meanwhile.run();
    }
  }

  @Test
  void doesNotRunAnEventThatTheInboxMayHaveForgotten() {
    withInbox();
    fixture.clock.advance(JdbcIdempotencyStore.RETENTION.plusDays(365));

    assertThat(((Outcome.DeadLetter) dispatch(new Warehouse(), "milk")).reason())
        .isEqualTo(
            "The event is of 2026-01-01T00:00:00Z, and the inbox remembers for PT360H only: whether"
                + " handler Warehouse.on(ItemOrdered) has handled it before is not known. Redrive it"
                + " to run it all the same, or accept such events with @EventHandler(replays ="
                + " RUN_AT_ANY_AGE).");
    assertThat(fixture.database.items()).isEmpty();
  }

  @Test
  void runsAnOldEventForAHandlerThatAcceptsIt() {
    withInbox();
    fixture.clock.advance(JdbcIdempotencyStore.RETENTION.plusDays(365));

    assertThat(dispatch(new Patient(), "milk")).isEqualTo(Outcome.ACK);
  }

  /** Runs whatever comes. */
  static final class Patient {
    @EventHandler(replays = Replays.RUN_AT_ANY_AGE)
    void on(ItemOrdered event) {}
  }

  @Test
  void letsSeveralHandlersShareAnEventThatTheInboxKnows() {
    withInbox();
    assertThat(dispatch(new Pair(), "milk")).isEqualTo(Outcome.ACK);

    assertThat(fixture.database.count("inbox")).isEqualTo(2);
  }

  /** Two handlers of one event. */
  static final class Pair {
    @EventHandler
    void one(ItemOrdered event) {}

    @EventHandler
    void two(ItemOrdered event) {}
  }
}
