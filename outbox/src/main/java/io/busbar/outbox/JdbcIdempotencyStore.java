// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import io.busbar.core.TimeSource;
import io.busbar.core.handler.IdempotencyStore;
import io.busbar.outbox.Database.Tables;
import io.busbar.outbox.InboxTable.Known;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Remembers in the table {@code inbox} which handler has handled which event, for all instances of
 * a service. Claims are leases that end by the database's clock, and are fenced by a token;
 * attempts are counted through crashes.
 *
 * <p>For handlers whose effects are elsewhere (a call to another service, say). A handler whose
 * effects are in the same database is better off with {@link OutboxBuilder#inbox()}, which notes
 * the event in the handler's own transaction, by one statement.
 *
 * <p>Each call is one short transaction of its own, whatever the caller has open. Events older than
 * the retention are forgotten, in batches, by the calls themselves. Thread-safe. Needs version 2 of
 * the {@link Schema}. A database that fails is an {@link OutboxException}.
 */
public final class JdbcIdempotencyStore implements IdempotencyStore {
  /**
   * EventBridge tries to deliver for 24 hours, and a queue keeps messages for 14 days (Amazon
   * EventBridge User Guide, "Retry policy"; SQS quotas).
   */
  static final Duration RETENTION = Duration.ofDays(15);

  private static final int MOST_TRIES = 5;
  private final Database database;
  private final Duration retention;
  private final InboxPurge purge;

  JdbcIdempotencyStore(Database database, Duration retention, TimeSource time) {
    this.database = database;
    this.retention = retention;
    this.purge = new InboxPurge(database, retention, time);
  }

  /** Remembers for fifteen days: longer than EventBridge and a queue together keep an event. */
  public static JdbcIdempotencyStore of(DataSource dataSource) {
    return of(dataSource, RETENTION);
  }

  /**
   * Remembers for another time.
   *
   * @param retention events that are older when they come are dead-lettered, see {@link
   *     #retention()}
   */
  public static JdbcIdempotencyStore of(DataSource dataSource, Duration retention) {
    if (retention.isNegative() || retention.isZero()) {
      throw new IllegalArgumentException(
          String.format(
              "The retention must be longer than nothing, but was '%s'. Take more than an event can"
                  + " be on its way.",
              retention));
    }
    return new JdbcIdempotencyStore(Database.of(dataSource, null), retention, TimeSource.system());
  }

  /** What stands in the way of working on this database, with remedies; empty when nothing does. */
  public List<String> check() {
    return new StartCheck("inbox", database.dataSource(), List.of(NeededTable.INBOX), false)
        .findings();
  }

  @Override
  public ClaimResult claim(Key key, Duration lease) {
    ClaimResult result =
        database.ask(
            "claim event " + key.eventId() + " for handler " + key.handlerId(),
            (connection, tables) -> claim(tables, connection, key, lease));
    purge.ifDue();
    return result;
  }

  @Override
  public Optional<Duration> retention() {
    return Optional.of(retention);
  }

  /** A row that is there at one statement may be gone at the next: a purge has taken it. */
  private static ClaimResult claim(Tables tables, Connection connection, Key key, Duration lease)
      throws SQLException {
    InboxTable inbox = tables.inbox();
    for (int i = 0; i < MOST_TRIES; i++) {
      if (inbox.claim(connection, key, lease)) {
        return new Claimed(key, 1, 1);
      }
      boolean claimed = inbox.claimAgain(connection, key, lease);
      Known known = inbox.look(connection, key);
      if (known != null && claimed) {
        return new Claimed(key, known.token(), known.attempts());
      }
      if (known != null && (known.isDone() || known.leftMillis() != null)) {
        return answer(known);
      }
    }
    throw new SQLException("The row is there and gone again.");
  }

  private static ClaimResult answer(Known known) {
    Long left = known.leftMillis();
    return known.isDone() || left == null
        ? new Done()
        : new InProgress(Duration.ofMillis(Math.max(0, left)));
  }

  @Override
  public boolean complete(Claimed claim) {
    return database.ask(
        "complete event " + claim.key().eventId() + " for handler " + claim.key().handlerId(),
        (connection, tables) -> tables.inbox().complete(connection, claim.key(), claim.token()));
  }

  @Override
  public boolean release(Claimed claim) {
    return database.ask(
        "release event " + claim.key().eventId() + " for handler " + claim.key().handlerId(),
        (connection, tables) -> tables.inbox().release(connection, claim.key(), claim.token()));
  }

  /**
   * Forgets everything older than the retention, now. Nobody needs to call it.
   *
   * @return how many events were forgotten
   */
  public int purge() {
    return purge.all();
  }
}
