// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * H2 2.2 and later, in any compatibility mode.
 *
 * @param now the clock, as an expression. H2's stands still within a transaction
 */
record H2Dialect(String now) implements Dialect {

  H2Dialect() {
    this("CURRENT_TIMESTAMP");
  }

  @Override
  public String name() {
    return "h2";
  }

  @Override
  public String nowPlusMillis() {
    return "DATEADD('MILLISECOND', CAST(? AS BIGINT), " + now + ")";
  }

  @Override
  public String millisUntil(String time) {
    return "DATEDIFF('MILLISECOND', " + now + ", " + time + ")";
  }

  /**
   * A file database writes commits with a delay of half a second unless it is told otherwise: what
   * a crash loses then was promised to be safe.
   */
  @Override
  public List<String> check(Connection connection) throws SQLException {
    String settings =
        "SELECT DATABASE_PATH(), MAX(CAST(SETTING_VALUE AS INT)) FROM INFORMATION_SCHEMA.SETTINGS"
            + " WHERE SETTING_NAME = 'WRITE_DELAY'";
    try (PreparedStatement select = connection.prepareStatement(settings);
        ResultSet row = select.executeQuery()) {
      row.next();
      String path = row.getString(1);
      int delay = row.getInt(2);
      return path == null || delay == 0 ? List.of() : List.of(losesCommits(path, delay));
    }
  }

  private static String losesCommits(String path, int delay) {
    return String.format(
        "The H2 database file '%s' is written up to %d ms after a commit (WRITE_DELAY), so a crash loses events that were committed.\n"
            + "Add ;WRITE_DELAY=0 to its URL: jdbc:h2:file:…;WRITE_DELAY=0.",
        path, delay);
  }
}
