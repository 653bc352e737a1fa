// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Tells connections that lead to PostgreSQL past nothing that could have a say in a commit: the
 * driver's own, and those that HikariCP hands out for them, whose {@code commit()} does nothing but
 * pass on. Known by name, so that neither has to be there. Anything else, an audit or a test's
 * fault, hears of every commit before it is done.
 */
final class DirectConnection {
  private static final String POOLED = "com.zaxxer.hikari.pool.HikariProxyConnection";
  private static final String DRIVER = "org.postgresql.jdbc.PgConnection";

  private DirectConnection() {}

  static boolean is(Connection connection) throws SQLException {
    boolean pooled = isA(POOLED, connection);
    return isA(DRIVER, pooled ? connection.unwrap(Connection.class) : connection);
  }

  private static boolean isA(String name, Connection connection) {
    return connection.getClass().getName().equals(name);
  }
}
