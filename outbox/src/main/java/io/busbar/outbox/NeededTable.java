// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A table that a part of the library works with. What the database user may do with it is tried out
 * by statements that touch no row: it then meets exactly what the part would meet.
 *
 * @param since the version of the schema that it came with
 * @param columns those that an insert has to name
 * @param rights beyond SELECT
 */
record NeededTable(String name, int since, List<String> columns, List<String> rights) {
  static final NeededTable OUTBOX =
      new NeededTable(
          "outbox",
          1,
          List.of("event_id", "bus", "source", "detail_type", "detail"),
          List.of("INSERT", "UPDATE", "DELETE"));
  static final NeededTable NODES =
      new NeededTable(
          "outbox_node", 1, List.of("lease_until"), List.of("INSERT", "UPDATE", "DELETE"));
  static final NeededTable DEAD =
      new NeededTable(
          "outbox_dead",
          1,
          List.of(
              "id",
              "event_id",
              "bus",
              "attempts",
              "created_at",
              "source",
              "detail_type",
              "detail",
              "encoding",
              "code",
              "error"),
          List.of("INSERT"));
  static final NeededTable INBOX =
      new NeededTable(
          "inbox",
          2,
          List.of("event_id", "handler", "token", "attempts", "claimed_at"),
          List.of("INSERT", "UPDATE", "DELETE"));
  static final NeededTable LEADERS =
      new NeededTable(
          "leader_lease",
          3,
          List.of("name", "holder", "token", "lease_until"),
          List.of("INSERT", "UPDATE"));

  boolean isReadable(Connection connection) throws SQLException {
    return works(connection, "SELECT " + all() + " FROM " + name + " WHERE 1 = 0");
  }

  private String all() {
    return String.join(", ", columns);
  }

  /** Those of the rights that the user lacks. */
  List<String> missingRights(Connection connection) throws SQLException {
    Map<String, String> tries = new LinkedHashMap<>();
    tries.put(
        "INSERT",
        String.format(
            "INSERT INTO %s (%s) SELECT %s FROM %s WHERE 1 = 0", name, all(), all(), name));
    String column = columns.get(0);
    tries.put("UPDATE", String.format("UPDATE %s SET %s = %s WHERE 1 = 0", name, column, column));
    tries.put("DELETE", String.format("DELETE FROM %s WHERE 1 = 0", name));
    List<String> missing = new ArrayList<>();
    for (String right : rights) {
      if (!works(connection, tries.getOrDefault(right, ""))) {
        missing.add(right + " on " + name);
      }
    }
    return missing;
  }

  /** Any refusal counts: what matters is that the part will meet the same one. */
  private static boolean works(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
      return true;
    } catch (SQLException refused) {
      if (connection.isClosed()) {
        throw refused;
      }
      return false;
    }
  }
}
