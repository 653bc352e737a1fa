// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import java.sql.Connection;
import java.sql.SQLException;

/** Finds the dialect of a database. */
final class Dialects {
  private Dialects() {}

  /**
   * Asks the database what it is.
   *
   * @throws OutboxException if it is of a kind that the outbox does not know
   */
  static Dialect of(Connection connection) throws SQLException {
    String product = connection.getMetaData().getDatabaseProductName();
    return switch (product) {
      case "PostgreSQL" -> new PostgresDialect();
      case "H2" -> new H2Dialect();
      default ->
          throw new OutboxException(
              String.format(
                  "The outbox does not know the database '%s'. It works on PostgreSQL and H2; use a data source of one of them.",
                  product),
              null);
    };
  }
}
