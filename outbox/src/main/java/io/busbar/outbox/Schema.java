// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * The tables of outbox, inbox and leader leases: prints their scripts for Flyway, Liquibase or a
 * person, or applies those that the database does not have yet. The scripts are resources as well,
 * {@code io/busbar/outbox/schema/<database>/V<version>__<name>.sql}. Each notes its version in the
 * table {@code busbar_schema}, whoever runs it.
 *
 * <p>Immutable and thread-safe.
 */
public final class Schema {
  private final DataSource dataSource;
  private final List<Migration> migrations;

  private Schema(DataSource dataSource, List<Migration> migrations) {
    this.dataSource = dataSource;
    this.migrations = migrations;
  }

  /**
   * The schema for the database of a data source, which is asked what it is. Without a data source,
   * see {@link SqlDatabase#migrations()}.
   *
   * @throws OutboxException if the database cannot be reached, or is of a kind that the library
   *     does not know
   */
  public static Schema of(DataSource dataSource) {
    try (Connection connection = dataSource.getConnection()) {
      return new Schema(dataSource, SqlDatabase.of(connection).migrations());
    } catch (SQLException failed) {
      throw failed("look at the database", failed);
    }
  }

  /** All scripts, one after the other. */
  public String script() {
    return migrations.stream().map(Migration::script).collect(Collectors.joining("\n"));
  }

  /** The whole history, oldest first. */
  public List<Migration> migrations() {
    return migrations;
  }

  /**
   * Applies the scripts that were not applied yet. Several instances may do so at once.
   *
   * @throws OutboxException if the database refuses
   */
  public void apply() {
    try {
      migrate();
    } catch (SQLException atOnce) {
      // Another instance may have created the same table at the same moment; a second look tells.
      retry(atOnce);
    }
  }

  private void retry(SQLException first) {
    try {
      migrate();
    } catch (SQLException again) {
      again.addSuppressed(first);
      throw failed("create its tables", again);
    }
  }

  private void migrate() throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(true);
      int version = version(connection);
      for (Migration migration : migrations) {
        if (migration.version() > version) {
          for (String sql : migration.statements()) {
            statement.execute(sql);
          }
        }
      }
    }
  }

  /** The latest script that was applied; 0 when none was, or when that cannot be seen. */
  static int version(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT MAX(version) FROM busbar_schema")) {
      row.next();
      return row.getInt(1);
    } catch (SQLException noTable) {
      if (connection.isClosed()) {
        throw noTable;
      }
      return 0;
    }
  }

  private static OutboxException failed(String what, SQLException cause) {
    return new OutboxException(
        String.format("The outbox could not %s: %s", what, cause.getMessage()), cause);
  }
}
