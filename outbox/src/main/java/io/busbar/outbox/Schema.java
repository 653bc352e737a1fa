// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/**
 * The outbox's tables: prints their script for Flyway, Liquibase or a person, or applies it. The
 * scripts are resources, {@code io/busbar/outbox/schema/<database>/V<version>__outbox.sql}; one
 * that was released never changes.
 *
 * <p>Immutable and thread-safe.
 */
public final class Schema {
  private static final Pattern COMMENT = Pattern.compile("(?m)^--.*$");
  private static final List<String> TABLES = List.of("outbox", "outbox_node", "outbox_dead");
  private final DataSource dataSource;
  private final String script;

  private Schema(DataSource dataSource, String script) {
    this.dataSource = dataSource;
    this.script = script;
  }

  /**
   * The schema for the database of a data source, which is asked what it is.
   *
   * @throws OutboxException if the database cannot be reached, or is of a kind that the outbox does
   *     not know
   */
  public static Schema of(DataSource dataSource) {
    try (Connection connection = dataSource.getConnection()) {
      return new Schema(dataSource, read(Dialects.of(connection)));
    } catch (SQLException failed) {
      throw failed("look at the database", failed);
    }
  }

  /** All statements, each ended by a semicolon. */
  public String script() {
    return script;
  }

  /**
   * Creates what is missing; what is there is left as it is.
   *
   * @throws OutboxException if the database refuses
   */
  public void apply() {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      for (String sql : statements()) {
        statement.execute(sql);
      }
    } catch (SQLException failed) {
      throw failed("create its tables", failed);
    }
  }

  /** The tables that this database user cannot read; empty when all is well. */
  static List<String> missingTables(Connection connection) throws SQLException {
    List<String> missing = new ArrayList<>();
    for (String table : TABLES) {
      if (!isReadable(connection, table)) {
        missing.add(table);
      }
    }
    return missing;
  }

  /** Any refusal counts: what matters is that the relay will meet the same one. */
  private static boolean isReadable(Connection connection, String table) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeQuery("SELECT 1 FROM " + table + " WHERE 1 = 0").close();
      return true;
    } catch (SQLException refused) {
      if (connection.isClosed()) {
        throw refused;
      }
      return false;
    }
  }

  private List<String> statements() {
    String plain = COMMENT.matcher(script).replaceAll("");
    return Pattern.compile(";")
        .splitAsStream(plain)
        .map(String::strip)
        .filter(Schema::isSql)
        .toList();
  }

  private static boolean isSql(String text) {
    return !text.isEmpty();
  }

  private static String read(Dialect dialect) {
    String resource = "schema/" + dialect.name() + "/V1__outbox.sql";
    try (InputStream in = Objects.requireNonNull(Schema.class.getResourceAsStream(resource))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException("The library's own jar cannot be read.", unreadable);
    }
  }

  private static OutboxException failed(String what, SQLException cause) {
    return new OutboxException(
        String.format("The outbox could not %s: %s", what, cause.getMessage()), cause);
  }
}
