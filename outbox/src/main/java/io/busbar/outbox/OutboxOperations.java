// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import io.busbar.outbox.Database.Tables;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * What a person on call does with stored events: looks, sends dead letters again, decides about
 * events that block their lane. From any instance, also one that was never started. Each call is a
 * transaction of its own.
 *
 * <p>Thread-safe. Changing dead letters takes the right to {@code DELETE} them, which the outbox
 * itself does not need. A database that fails is an {@link OutboxException}.
 */
public final class OutboxOperations {
  private final Database database;
  private final Runnable onRevived;

  OutboxOperations(Database database, Runnable onRevived) {
    this.database = database;
    this.onRevived = onRevived;
  }

  /** Events that are not known to be on the bus, in the order in which they were stored. */
  public List<OutboxEntry> entries(EntryFilter filter) {
    return database.ask(
        "list the outbox", (connection, tables) -> tables.operators().entries(connection, filter));
  }

  /** Events that were given up, in the order in which they were stored. */
  public List<DeadEntry> deadLetters(EntryFilter filter) {
    return database.ask(
        "list the dead letters",
        (connection, tables) -> tables.operators().dead(connection, filter));
  }

  /**
   * Sends dead letters again, with their event ids, behind what their keys have stored since.
   *
   * @param ids of {@link #deadLetters}; those that are not there any more are passed over
   * @return how many there were
   * @throws OutboxException also when somebody else decides about the same letters at the same
   *     time; then nothing has changed
   */
  public int requeue(List<Long> ids) {
    if (ids.isEmpty()) {
      return 0;
    }
    int[] revived = {0};
    database.ask(
        "requeue dead letters",
        (connection, tables) -> {
          Database.inTransaction(connection, own -> revived[0] = revive(tables, own, ids));
          return revived[0];
        });
    onRevived.run();
    return revived[0];
  }

  private static int revive(Tables tables, Connection connection, List<Long> ids)
      throws SQLException {
    int revived = tables.operators().revive(connection, ids);
    if (tables.operators().forget(connection, ids) != revived) {
      throw new SQLException(
          "Somebody else has changed the same dead letters at the same time. List them again.");
    }
    return revived;
  }

  /**
   * Deletes dead letters: nobody will ever hear of these events.
   *
   * @return how many there were
   */
  public int discardDead(List<Long> ids) {
    return ids.isEmpty()
        ? 0
        : database.ask(
            "discard dead letters",
            (connection, tables) -> tables.operators().forget(connection, ids));
  }

  /**
   * Gives an event up that blocks its lane: it goes to the dead letters, and its lane goes on
   * within half a minute.
   *
   * @param id of {@link #entries}
   * @return false when it is not there any more
   */
  public boolean bury(long id) {
    boolean[] buried = {false};
    database.ask(
        "bury an event",
        (connection, tables) -> {
          Database.inTransaction(
              connection, own -> buried[0] = tables.outbox().buryByHand(own, id));
          return buried[0];
        });
    return buried[0];
  }

  /**
   * Deletes an event that is not on the bus yet: nobody will hear of it, unless it is on its way
   * already.
   *
   * @param id of {@link #entries}
   * @return false when it is not there any more
   */
  public boolean discard(long id) {
    return database.ask(
        "discard an event",
        (connection, tables) -> tables.operators().discard(connection, List.of(id)) == 1);
  }
}
