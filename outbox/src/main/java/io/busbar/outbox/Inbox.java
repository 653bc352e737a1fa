// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import io.busbar.core.BusbarConfig;
import io.busbar.core.handler.Delivery;
import io.busbar.core.handler.DeliveryInProgressException;
import io.busbar.core.handler.HandlerContext;
import io.busbar.core.handler.IdempotencyStore;
import io.busbar.core.handler.Outcome;
import io.busbar.core.handler.Replays;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Notes in a handler's own transaction that the event was handled. Thread-safe. */
record Inbox(Database database, BusbarConfig config, InboxPurge purge) {
  private static final Duration LATER = Duration.ofSeconds(1);
  private static final Outcome DUPLICATE =
      new Outcome.Skip("duplicate: this handler has handled the event before");

  Inbox(Database database, BusbarConfig config) {
    this(database, config, new InboxPurge(database, JdbcIdempotencyStore.RETENTION, config.time()));
  }

  /**
   * Begins the work on an event.
   *
   * @return null when the handler shall run; otherwise the transaction has to be rolled back
   */
  @Nullable Outcome answer(Connection connection, HandlerContext context) throws SQLException {
    if (isForgotten(context)) {
      return tooOld(context);
    }
    Database.Tables tables = database.tables(connection);
    IdempotencyStore.Key key = new IdempotencyStore.Key(context.handlerId(), context.head().id());
    try {
      if (tables.inbox().insertDone(connection, key)) {
        return null;
      }
    } catch (SQLException failed) {
      return inProgress(tables.dialect(), key, failed);
    }
    config.instruments().duplicate(context.handlerId());
    return DUPLICATE;
  }

  private static Outcome inProgress(Dialect dialect, IdempotencyStore.Key key, SQLException failed)
      throws SQLException {
    if (dialect.isLockTimeout(failed)) {
      return new Outcome.Retry(
          LATER, new DeliveryInProgressException(key.handlerId(), key.eventId()));
    }
    throw failed;
  }

  /** By the rules of {@link IdempotencyStore#retention}; whoever redrives has decided himself. */
  private boolean isForgotten(HandlerContext context) {
    Instant sent = context.head().time();
    return context.handler().traits().replays() != Replays.RUN_AT_ANY_AGE
        && !sent.equals(Instant.EPOCH)
        && !context.delivery().attributes().containsKey(Delivery.ONLY_HANDLER)
        && sent.isBefore(config.time().now().minus(JdbcIdempotencyStore.RETENTION));
  }

  private static Outcome tooOld(HandlerContext context) {
    return new Outcome.DeadLetter(
        String.format(
            "The event is of %s, and the inbox remembers for %s only: whether handler %s has handled"
                + " it before is not known. Redrive it to run it all the same, or accept such"
                + " events with @EventHandler(replays = RUN_AT_ANY_AGE).",
            context.head().time(), JdbcIdempotencyStore.RETENTION, context.handlerId()),
        null);
  }
}
