// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import io.busbar.core.BusbarConfig;
import io.busbar.core.EventId;
import io.busbar.core.OutgoingEvent.Delivery;
import io.busbar.core.PublishResult;
import io.busbar.core.Remedy;
import io.busbar.core.publish.Entry;
import io.busbar.core.publish.PreparedEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
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
    Integer owner = closed ? null : relay.lease().ownerOfNewRows();
    List<StoredEntry> rows = database.tables(connection).outbox().insert(connection, events, owner);
    Insertion insertion = new Insertion(events, rows);
    if (!closed) {
      relay.backlog().opened(insertion.immediate(), config.time().nanoTime());
    }
    return insertion;
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
    config.instruments().outboxStored(insertion.rows().size());
    complete(insertion.events(), PublishResult.Stored::new);
  }

  private void ended(Insertion insertion, boolean verified) {
    if (!closed) {
      relay.backlog().committed(insertion.immediate(), verified);
      insertion.delayed().forEach(this::awaitDelayed);
      signal.raise();
    }
  }

  /** A delay counts from before the commit, so the row is due by then; a time is the database's. */
  private void awaitDelayed(StoredEntry row) {
    Duration delay =
        row.entry().deliverAt() instanceof Delivery.After after ? after.delay() : Duration.ZERO;
    relay.sweeper().within(delay);
  }

  /** The commit has failed, and the database may have done it all the same: the table will tell. */
  void unknown(Insertion insertion) {
    ended(insertion, false);
    complete(
        insertion.events(),
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
