// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import io.busbar.core.BusbarConfig;
import io.busbar.core.EventId;
import io.busbar.core.OutgoingEvent.Delivery;
import io.busbar.core.PublishResult;
import io.busbar.core.Remedy;
import io.busbar.core.publish.Entry;
import io.busbar.core.publish.PreparedEvent;
import io.busbar.outbox.Database.Tables;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The transactions' side of the outbox: inserts their events, and hears how they ended.
 * Thread-safe; none of it waits for the bus or the relay.
 */
final class Intake {
  private static final Logger log = LoggerFactory.getLogger(Outbox.class);
  private final Database database;
  private final Relay relay;
  private final BusbarConfig config;
  private final Signal signal;
  private final boolean strictOrder;
  private volatile boolean closed;

  Intake(Database database, Relay relay, BusbarConfig config, Signal signal, boolean strictOrder) {
    this.database = database;
    this.relay = relay;
    this.config = config;
    this.signal = signal;
    this.strictOrder = strictOrder;
  }

  /** From now on events are stored without an owner, for the next one who relays. */
  void close() {
    closed = true;
  }

  /** Inserts events on the caller's connection, in its transaction. */
  Insertion insert(Connection connection, List<PreparedEvent> events) throws SQLException {
    if (strictOrder) {
      lockKeys(connection, events);
    }
    List<StoredEntry> rows =
        database.tables(connection).outbox().insert(connection, events, owner(), "");
    Insertion insertion = Insertion.of(events, rows);
    if (!closed) {
      relay.backlog().opened(insertion.immediate(), config.time().nanoTime());
    }
    return insertion;
  }

  private @Nullable Integer owner() {
    return closed ? null : relay.lease().ownerOfNewRows();
  }

  /**
   * Rows that have committed without memory having heard of them before.
   *
   * @param owner the node that they were inserted with
   * @param looks how often a sweep had looked before the commit
   */
  record Arrival(Insertion insertion, int owner, long looks) {}

  /**
   * Inserts events and commits the caller's transaction, in one round trip. Only for events without
   * an ordering key: memory hears of the rows when they are committed, and other transactions of
   * the key may have gone on by then.
   *
   * @return null where that cannot be, and nothing was done
   */
  @Nullable Arrival insertAndCommit(Connection connection, List<PreparedEvent> events)
      throws SQLException {
    Tables tables = database.tables(connection);
    String commit = tables.dialect().commitBehind(connection);
    Integer owner = owner();
    if (commit.isEmpty() || owner == null || hasKeys(events)) {
      return null;
    }
    long looks = relay.backlog().looks();
    List<StoredEntry> rows = tables.outbox().insert(connection, events, owner, commit);
    return new Arrival(Insertion.of(events, rows), owner, looks);
  }

  /** Rows of a node that was declared dead meanwhile are anybody's: a sweep decides. */
  void arrived(Arrival arrival) {
    Insertion insertion = arrival.insertion();
    if (!closed) {
      if (relay.lease().node() == arrival.owner()) {
        long now = config.time().nanoTime();
        relay.backlog().arrived(insertion.immediate(), now, arrival.looks());
      } else {
        relay.backlog().leftBehind();
      }
      awaitDelayed(insertion);
      signal.raise();
    }
    stored(insertion);
  }

  private static boolean hasKeys(List<PreparedEvent> events) {
    for (PreparedEvent event : events) {
      if (event.entry().orderingKey() != null) {
        return true;
      }
    }
    return false;
  }

  private void lockKeys(Connection connection, List<PreparedEvent> events) throws SQLException {
    Set<String> keys = new TreeSet<>();
    for (PreparedEvent event : events) {
      String key = event.entry().orderingKey();
      if (key != null) {
        keys.add(key);
      }
    }
    if (!keys.isEmpty()) {
      database.tables(connection).dialect().lockKeys(connection, keys);
    }
  }

  /**
   * The transaction has committed.
   *
   * @param verified false when only the caller says so
   */
  void committed(Insertion insertion, boolean verified) {
    ended(insertion, verified);
    stored(insertion);
  }

  private void stored(Insertion insertion) {
    config.instruments().outboxStored(insertion.events().size());
    complete(insertion.events(), PublishResult.Stored::new);
  }

  private void ended(Insertion insertion, boolean verified) {
    if (!closed) {
      relay.backlog().committed(insertion.immediate(), verified);
      awaitDelayed(insertion);
      signal.raise();
    }
  }

  /** A delay counts from before the commit, so the row is due by then; a time is the database's. */
  private void awaitDelayed(Insertion insertion) {
    for (StoredEntry row : insertion.delayed()) {
      Delivery delivery = row.entry().deliverAt();
      relay
          .sweeper()
          .within(delivery instanceof Delivery.After after ? after.delay() : Duration.ZERO);
    }
  }

  /** The commit has failed, and the database may have done it all the same: the table will tell. */
  void unknown(Insertion insertion) {
    ended(insertion, false);
    tellUnknown(insertion.events());
  }

  /**
   * The same for a commit that events have travelled with: a sweep finds them, if they are there.
   */
  void unknown(List<PreparedEvent> events) {
    relay.sweeper().within(Sweeper.SHORTEST);
    signal.raise();
    tellUnknown(events);
  }

  private static void tellUnknown(List<PreparedEvent> events) {
    complete(
        events,
        id ->
            new PublishResult.Rejected(
                id,
                "CommitUnknown",
                "The commit failed, and it is not known whether the database did it. If it did, the"
                    + " outbox will publish the event.",
                Remedy.MAY_BE_DUPLICATE));
  }

  /** The rows are gone with their transaction. */
  void rolledBack(Insertion insertion) {
    relay.backlog().forgotten(insertion.immediate());
    rolledBack(insertion.events());
  }

  /** Events that had not been inserted yet. */
  void rolledBack(List<PreparedEvent> events) {
    complete(
        events,
        id ->
            new PublishResult.Rejected(
                id,
                "TransactionRolledBack",
                "The transaction was rolled back, and its events with it.",
                Remedy.TRY_LATER));
  }

  /** A listener that throws, against its contract, must not fail a transaction that has ended. */
  private static void complete(
      List<PreparedEvent> events, Function<EventId, PublishResult> result) {
    for (PreparedEvent event : events) {
      Entry entry = event.entry();
      try {
        event.completed(result.apply(entry.id()));
      } catch (RuntimeException bug) {
        log.error("A listener of event {} ({}) has failed", entry.id(), entry.name(), bug);
      }
    }
  }
}
