// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * What differs between databases. Everything else is SQL that they share. Times are the database's
 * own; what goes in and out are milliseconds, so that no time zone of a driver has a say.
 */
interface Dialect {

  /** How many rows {@link #deleteSome} deletes at most. */
  int SOME = 1_000;

  /** The folder of the schema's scripts. */
  String name();

  /** The database's time, as an expression. */
  String now();

  /** The database's time a number of milliseconds from now, or null for null, as an expression. */
  String later(String millis);

  /** A time given in milliseconds since 1970, or null for null, as an expression. */
  String at(String millis);

  /** Milliseconds since 1970 of a time, or null for null, as an expression. */
  String millis(String time);

  /** How a list of ids gets into a statement. */
  IdList ids();

  /** How an event's id is bound to a parameter. */
  Object eventId(UUID id);

  /** How rows get into the table. */
  EntryInsert insert();

  /**
   * What makes an insert commit the transaction in the same round trip, for {@link EntryInsert}.
   * Empty where it takes one of its own: on most databases, and where something between us and the
   * database has to hear of a commit before it is done.
   */
  default String commitBehind(Connection connection) throws SQLException {
    return "";
  }

  /** Deletes the rows of some ids, which are the parameters: their events are on the bus. */
  default String acknowledge(int count) {
    return "DELETE FROM outbox WHERE id " + ids().in(count);
  }

  /**
   * Gives rows without an owner, or with a dead one, to a node; in a transaction of its own.
   *
   * @return those that nobody else took in between, in no order
   */
  List<Long> claim(Connection connection, List<Long> ids, int node) throws SQLException;

  /** Lets one sweep of this database run at a time, as far as the database has a means for it. */
  Election election();

  /**
   * Makes writers of the same ordering keys wait for each other until their transactions end. In
   * the order of the keys, so that none waits for one who waits for it.
   */
  void lockKeys(Connection connection, Collection<String> keys) throws SQLException;

  /**
   * An insert of one row that does nothing, and counts none, where there is such a row already. A
   * database that has no such thing fails with a violated constraint, and goes on all the same.
   */
  default String ifAbsent(String insert) {
    return insert;
  }

  /** Deletes at most {@link #SOME} rows, so that no transaction becomes long. */
  String deleteSome(String table, String condition);

  /**
   * Runs an update that does not wait long for rows that an open transaction holds.
   *
   * @return how many rows it has changed
   */
  int updateImpatiently(Connection connection, String sql, Binder binder) throws SQLException;

  /** Whether {@link #updateImpatiently} has waited long enough. */
  boolean isLockTimeout(SQLException failed);

  /** Makes a connection of the library's own fit for its statements. */
  default Restore prepare(Connection connection) throws SQLException {
    return () -> {};
  }

  /** Undoes {@link #prepare}. */
  @FunctionalInterface
  interface Restore {
    void run() throws SQLException;
  }

  /** What is wrong with this database itself, as findings; empty when it keeps what it commits. */
  List<String> check(Connection connection) throws SQLException;
}
