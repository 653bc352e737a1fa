// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.busbar.testkit.VirtualClock;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * One PostgreSQL for all tests of a JVM, started when the first one asks, gone with the JVM. A
 * test's database is a schema of its own.
 */
final class PostgresServer {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final AtomicInteger SCHEMAS = new AtomicInteger();
  private final EmbeddedPostgres server;
  private final SharedPool pool;

  private PostgresServer(EmbeddedPostgres server) {
    this.server = server;
    this.pool = SharedPool.to(url("postgres"), "postgres");
  }

  /** Started by the class loader, once. */
  private static final class Holder {
    static final PostgresServer SHARED = start(builder());
  }

  static PostgresServer shared() {
    return Holder.SHARED;
  }

  /** Settings to start from; binaries go below the module's build folder. */
  static EmbeddedPostgres.Builder builder() {
    return EmbeddedPostgres.builder()
        .setOverrideWorkingDirectory(new File("target/embedded-pg"))
        .setPGStartupWait(PATIENCE)
        .setServerConfig("max_connections", "200");
  }

  static PostgresServer start(EmbeddedPostgres.Builder builder) {
    try {
      return new PostgresServer(builder.start());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  EmbeddedPostgres server() {
    return server;
  }

  String url(String user) {
    return server.getJdbcUrl(user, "postgres");
  }

  /** A pool of its own, for a server or a way to it that may break. */
  static HikariDataSource pool(String url) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setMaximumPoolSize(12);
    config.setMinimumIdle(0);
    return new HikariDataSource(config);
  }

  TestDatabase newDatabase() throws SQLException {
    String schema = "test_" + SCHEMAS.incrementAndGet();
    pool.execute(
        "CREATE SCHEMA " + schema,
        "CREATE TABLE " + schema + ".test_clock (now timestamptz)",
        "INSERT INTO " + schema + ".test_clock VALUES ('" + VirtualClock.START + "')");
    return new TestDatabase(
        pool.lookingAt(schema, Connection::setSchema),
        new PostgresDialect(TestDatabase.CLOCK),
        new Home(this, schema, new ArrayList<>()));
  }

  /** The home of a test's database. */
  private record Home(PostgresServer server, String schema, List<String> users)
      implements TestDatabase.Home {

    @Override
    public String url() {
      return server.url("postgres") + "&currentSchema=" + schema;
    }

    @Override
    public DataSource newUser(String user) throws SQLException {
      server.pool.execute(
          "CREATE ROLE " + user + " LOGIN", "GRANT USAGE ON SCHEMA " + schema + " TO " + user);
      users.add(user);
      PGSimpleDataSource asUser = new PGSimpleDataSource();
      asUser.setURL(server.url(user) + "&currentSchema=" + schema);
      return asUser;
    }

    @Override
    public void drop() throws SQLException {
      server.pool.execute("DROP SCHEMA " + schema + " CASCADE");
      for (String user : users) {
        server.pool.execute("DROP ROLE " + user);
      }
    }
  }
}
