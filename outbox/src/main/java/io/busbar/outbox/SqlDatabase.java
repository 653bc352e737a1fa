// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The databases that the library knows, for those who print a schema without having one at hand.
 */
public enum SqlDatabase {
  /** PostgreSQL 14 and later. */
  POSTGRESQL("PostgreSQL"),
  /** MariaDB 10.6 and later. */
  MARIADB("MariaDB"),
  /** H2 2.2 and later. */
  H2("H2"),
  /** MySQL 8.0 and later; not tested. */
  MYSQL("MySQL");

  private final String product;

  SqlDatabase(String product) {
    this.product = product;
  }

  /** As the database calls itself. */
  String product() {
    return product;
  }

  Dialect dialect() {
    return switch (this) {
      case POSTGRESQL -> new PostgresDialect();
      case MARIADB -> new MariaDbDialect();
      case H2 -> new H2Dialect();
      case MYSQL -> new MySqlDialect();
    };
  }

  /** The schema's whole history for this database, oldest first. */
  public List<Migration> migrations() {
    Dialect dialect = dialect();
    return List.of(
        Migration.read(dialect, 1, "outbox"),
        Migration.read(dialect, 2, "inbox"),
        Migration.read(dialect, 3, "leader_lease"));
  }

  /**
   * Asks a database what it is.
   *
   * @throws OutboxException if it is of a kind that the library does not know
   */
  static SqlDatabase of(Connection connection) throws SQLException {
    String product = connection.getMetaData().getDatabaseProductName();
    return Arrays.stream(values())
        .filter(database -> database.product.equals(product))
        .findFirst()
        .orElseThrow(() -> unknown(product));
  }

  private static OutboxException unknown(String product) {
    String known =
        Arrays.stream(values()).map(SqlDatabase::product).collect(Collectors.joining(", "));
    return new OutboxException(
        String.format(
            "The outbox does not know the database '%s'. It works on %s; use a data source of one"
                + " of them.",
            product, known),
        null);
  }
}
