// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.busbar.core.BusbarConfig;
import io.busbar.core.publish.PublishPipeline;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL crashes and comes back while services work, with every commit on the disk. */
class PostgresRestartTest {
  private static final int CRASHES = Boolean.getBoolean("busbar.exhaustive") ? 20 : 1;
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private @TempDir Path folder;
  private final ScriptedTransport bus = ScriptedTransport.create();
  private final AtomicInteger published = new AtomicInteger();
  private final AtomicInteger failed = new AtomicInteger();

  @Test
  void losesNothingThatWasCommittedWhenTheDatabaseCrashesUnderLoad() throws Exception {
    Path data = folder.resolve("data");
    try (EmbeddedPostgres server =
            PostgresServer.builder()
                .setDataDirectory(data)
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .start();
        HikariDataSource pool = PostgresServer.pool(server.getJdbcUrl("postgres", "postgres"))) {
      execute(pool, "CREATE TABLE item (name VARCHAR(100))");
      Outbox outbox =
          Outbox.builder(pool, bus, "central-bus")
              .createSchema()
              .lease(Duration.ofSeconds(2))
              .build(PublishPipeline.of(BusbarConfig.of("test")));
      outbox.start();
      AtomicBoolean stopping = new AtomicBoolean();
      List<Thread> workers = workers(outbox, stopping);
      for (int crash = 0; crash < CRASHES; crash++) {
        int before = published.get();
        await().atMost(PATIENCE).until(() -> published.get() > before + 200);
        crash(data);
      }
      int after = published.get();
      await().atMost(PATIENCE).until(() -> published.get() > after + 50);
      stopping.set(true);
      for (Thread worker : workers) {
        worker.join();
      }
      await().atMost(PATIENCE).until(() -> items(pool, "outbox", "id").isEmpty());
      outbox.close();

      Set<String> committed = items(pool, "item", "name");
      assertThat(committed).hasSizeGreaterThanOrEqualTo(published.get());
      assertThat(new HashSet<>(bus.acceptedItems())).isEqualTo(committed);
    }
  }

  private List<Thread> workers(Outbox outbox, AtomicBoolean stopping) {
    List<Thread> workers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      String prefix = "worker-" + i + "-";
      Thread worker = new Thread(() -> work(outbox, prefix, stopping));
      worker.start();
      workers.add(worker);
    }
    return workers;
  }

  private void work(Outbox outbox, String prefix, AtomicBoolean stopping) {
    for (int i = 0; !stopping.get(); i++) {
      try (Connection connection = outbox.dataSource().getConnection()) {
        connection.setAutoCommit(false);
        TestDatabase.insertItem(connection, prefix + i);
        outbox.publish(new ItemAdded(prefix + i));
        connection.commit();
        published.incrementAndGet();
      } catch (SQLException crashed) {
        failed.incrementAndGet();
      }
    }
  }

  /** Without a checkpoint and without a word to anybody; then it starts again from its log. */
  private static void crash(Path data) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    if (System.getProperty("user.name").equals("root")) {
      // PostgreSQL refuses to be started by root; the embedded one gets round it the same way.
      command.addAll(List.of("unshare", "-U"));
    }
    command.addAll(List.of(pgCtl().toString(), "-D", data.toString(), "-m", "immediate", "-w"));
    command.addAll(List.of("-l", data.resolve("restart.log").toString(), "restart"));
    Process restart =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(new File("/dev/null"))
            .start();
    assertThat(restart.waitFor()).as("exit of pg_ctl").isZero();
  }

  private static Path pgCtl() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("target/embedded-pg"), 4)) {
      return files.filter(file -> file.endsWith("bin/pg_ctl")).findFirst().orElseThrow();
    }
  }

  private static void execute(HikariDataSource pool, String sql) throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static Set<String> items(HikariDataSource pool, String table, String column)
      throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT " + column + " FROM " + table)) {
      Set<String> values = new HashSet<>();
      while (rows.next()) {
        values.add(rows.getString(1));
      }
      return values;
    }
  }
}
