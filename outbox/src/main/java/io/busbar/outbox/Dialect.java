// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** What differs between databases. Everything else is SQL that they share. */
interface Dialect {

  /** The folder of the schema's scripts, and the name in errors. */
  String name();

  /** The database's time, as an expression. */
  String now();

  /** The database's time a number of milliseconds from now; one parameter, which may be null. */
  String nowPlusMillis();

  /** Milliseconds from now until a time; null for null. */
  String millisUntil(String time);

  /** What is wrong with this database itself, as findings; empty when it keeps what it commits. */
  List<String> check(Connection connection) throws SQLException;

  /**
   * The dialect of a database.
   *
   * @throws OutboxException if there is none
   */
  static Dialect of(Connection connection) throws SQLException {
    String product = connection.getMetaData().getDatabaseProductName();
    if (product.equals("H2")) {
      return new H2Dialect();
    }
    throw new OutboxException(
        String.format(
            "The outbox does not know the database '%s'. It works on H2; use a data source of an H2 database.",
            product),
        null);
  }
}
