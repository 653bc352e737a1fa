// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * Looks whether an outbox can work on a database.
 *
 * @param createsSchema whether missing tables will be created
 */
record StartCheck(DataSource dataSource, boolean createsSchema) {

  List<String> findings() {
    try (Connection connection = dataSource.getConnection()) {
      List<String> findings = new ArrayList<>(Dialects.of(connection).check(connection));
      if (!createsSchema) {
        tables(connection, findings);
      }
      return findings;
    } catch (OutboxException unknownDatabase) {
      return List.of(String.valueOf(unknownDatabase.getMessage()));
    } catch (SQLException failed) {
      return List.of(
          String.format(
              "The outbox's database cannot be reached: %s\nCheck the URL, the user and the network.",
              failed.getMessage()));
    }
  }

  private static void tables(Connection connection, List<String> findings) throws SQLException {
    List<String> missing = Schema.missingTables(connection);
    if (!missing.isEmpty()) {
      findings.add(
          String.format(
              "The outbox's tables cannot be read: %s. Either they are not there, or the database user has no right to them.\n"
                  + "Apply Schema.of(dataSource).script() with your migrations, or call createSchema() on the outbox's builder.",
              String.join(", ", missing)));
    }
  }
}
