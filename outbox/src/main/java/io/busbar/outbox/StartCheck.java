// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * Looks whether a part of the library can work on a database.
 *
 * @param part as in {@code outbox}
 * @param tables what it works with
 * @param createsSchema whether missing tables will be created
 */
record StartCheck(
    String part, DataSource dataSource, List<NeededTable> tables, boolean createsSchema) {

  List<String> findings() {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(true);
      Dialect dialect = SqlDatabase.of(connection).dialect();
      List<String> findings = new ArrayList<>(dialect.check(connection));
      if (!createsSchema) {
        tables(connection, findings);
      }
      return findings;
    } catch (OutboxException unknownDatabase) {
      return List.of(String.valueOf(unknownDatabase.getMessage()));
    } catch (SQLException failed) {
      return List.of(
          String.format(
              "The %s's database cannot be reached: %s\nCheck the URL, the user and the network.",
              part, failed.getMessage()));
    }
  }

  private void tables(Connection connection, List<String> findings) throws SQLException {
    List<String> missing = new ArrayList<>();
    List<String> rights = new ArrayList<>();
    for (NeededTable table : tables) {
      if (table.isReadable(connection)) {
        rights.addAll(table.missingRights(connection));
      } else {
        missing.add(table.name());
      }
    }
    if (!missing.isEmpty()) {
      findings.add(missingTables(missing));
    }
    if (!rights.isEmpty()) {
      findings.add(missingRights(rights));
    }
    if (missing.isEmpty()) {
      version(Schema.version(connection), findings);
    }
  }

  private String missingTables(List<String> missing) {
    return String.format(
        "The %s's tables cannot be read: %s. Either they are not there, or the database user has no"
            + " right to them.\n"
            + "Apply Schema.of(dataSource).script() with your migrations, or call createSchema() on"
            + " the builder.",
        part, String.join(", ", missing));
  }

  private String missingRights(List<String> rights) {
    return String.format(
        "The database user lacks rights that the %s needs: %s.\n"
            + "Grant them; docs/outbox.md lists all.",
        part, String.join(", ", rights));
  }

  private void version(int actual, List<String> findings) {
    int needed = tables.stream().mapToInt(NeededTable::since).max().orElse(0);
    if (actual < needed) {
      findings.add(
          String.format(
              "The schema has version %d, and the %s needs %d.\n"
                  + "Apply the later scripts of Schema.of(dataSource).migrations(), and let the"
                  + " user read busbar_schema.",
              actual, part, needed));
    }
  }
}
