// SPDX-License-Identifier: Apache-2.0
package io.busbar.benchmarks.outbox;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** PostgreSQL as in production: every commit is on the disk before it is confirmed. */
record Postgres(EmbeddedPostgres server) implements AutoCloseable {

  static Postgres start(Path folder) throws IOException {
    return new Postgres(
        EmbeddedPostgres.builder()
            .setOverrideWorkingDirectory(new File(folder.resolve("target/embedded-pg").toString()))
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("full_page_writes", "on")
            .setServerConfig("max_connections", "250")
            .setServerConfig("shared_buffers", "256MB")
            .setServerConfig("max_wal_size", "4GB")
            .start());
  }

  /** A database of its own for each contender. */
  String newDatabase(String name) throws SQLException {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    }
    return server.getJdbcUrl("postgres", name);
  }

  /** Cleans up behind a contender, so that the next one does not pay for its dead rows. */
  void settle(String name) throws SQLException {
    try (Connection connection = server.getDatabase("postgres", name).getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("VACUUM");
      statement.execute("CHECKPOINT");
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
