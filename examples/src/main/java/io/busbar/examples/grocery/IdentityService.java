// SPDX-License-Identifier: Apache-2.0
package io.busbar.examples.grocery;

import java.sql.Connection;
import java.sql.SQLException;

/** The identity service with its own database of scopes. */
final class IdentityService implements Identity, AutoCloseable {
  private final Database database;

  IdentityService(String folder) {
    this.database =
        new Database(
            folder,
            Account.IDENTITY.service(),
            "scopes (user_id VARCHAR(64), scope VARCHAR(64), PRIMARY KEY (user_id, scope))");
  }

  void grant(String userId, String scope) throws SQLException {
    try (Connection connection = database.dataSource().getConnection()) {
      Database.update(
          connection, "MERGE INTO scopes KEY (user_id, scope) VALUES (?, ?)", userId, scope);
    }
  }

  @Override
  public boolean mayDo(String userId, String scope) {
    try (Connection connection = database.dataSource().getConnection()) {
      return Database.exists(
          connection, "SELECT 1 FROM scopes WHERE user_id = ? AND scope = ?", userId, scope);
    } catch (SQLException down) {
      throw new IllegalStateException(
          "Identity cannot be reached, so nobody may do anything.", down);
    }
  }

  @Override
  public void close() {
    database.close();
  }
}
