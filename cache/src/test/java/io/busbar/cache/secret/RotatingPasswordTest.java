// SPDX-License-Identifier: Apache-2.0
package io.busbar.cache.secret;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.busbar.core.BusbarConfig;
import io.busbar.testkit.InMemoryOrganization;
import io.busbar.testkit.Queue;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A PostgreSQL under load, whose password rotates: the old one is refused from then on. */
class RotatingPasswordTest {
  private static final int ROTATIONS = 20;
  private static final int WORKERS = 4;
  private static final String ID = "prod/orders/db";

  /** When the event of a rotation reaches the service. */
  enum EventComes {
    AT_ONCE,
    AFTER_THE_NEXT_ROTATION,
    NEVER
  }

  private static EmbeddedPostgres postgres;

  private final InMemoryOrganization aws = InMemoryOrganization.create();
  private final HeardFetches heard = new HeardFetches();
  private final AtomicInteger committed = new AtomicInteger();

  /** Makes the database and Secrets Manager change together, between two logins. */
  private final ReentrantReadWriteLock rotation = new ReentrantReadWriteLock();

  @BeforeAll
  static void startWithPasswords() throws Exception {
    postgres = EmbeddedPostgres.start();
    admin(
        "CREATE ROLE orders LOGIN PASSWORD 'password-0'",
        "CREATE TABLE placed (id serial PRIMARY KEY)",
        "GRANT ALL ON placed, placed_id_seq TO orders");
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement();
        ResultSet file = statement.executeQuery("SHOW hba_file")) {
      file.next();
      Files.writeString(
          Path.of(file.getString(1)),
          "host all orders all scram-sha-256\nhost all postgres all trust\n");
      statement.execute("SELECT pg_reload_conf()");
    }
  }

  @AfterAll
  static void stop() throws Exception {
    postgres.close();
  }

  @ParameterizedTest
  @EnumSource
  void failsNoTransactionAndFetchesOncePerRotation(EventComes event) throws Exception {
    admin("ALTER ROLE orders PASSWORD 'password-0'");
    var stored = aws.account("777777777777").secrets().create(ID, "password-0");
    SecretCache cache =
        SecretCache.builder(new TestkitSource(aws.account("777777777777").secrets()))
            .config(BusbarConfig.builder().service("order-processing").instruments(heard).build())
            .build();
    tellOfRotations(cache);
    ExecutorService workers = Executors.newFixedThreadPool(WORKERS);
    try (cache;
        HikariDataSource pool = pool(cache)) {
      List<Future<?>> working = new ArrayList<>();
      AtomicInteger rotated = new AtomicInteger();
      for (int i = 0; i < WORKERS; i++) {
        working.add(workers.submit(() -> placeOrders(pool, rotated)));
      }
      for (int i = 1; i <= ROTATIONS; i++) {
        if (event == EventComes.AFTER_THE_NEXT_ROTATION) {
          rotate(stored, "password-" + i);
          pool.getHikariPoolMXBean().softEvictConnections();
          awaitCommits(20);
          aws.runUntilQuiescent();
        } else {
          rotate(stored, "password-" + i);
          if (event == EventComes.AT_ONCE) {
            aws.runUntilQuiescent();
          }
          pool.getHikariPoolMXBean().softEvictConnections();
          awaitCommits(20);
        }
        rotated.incrementAndGet();
      }
      for (Future<?> worker : working) {
        worker.get();
      }
    } finally {
      workers.shutdownNow();
    }
    assertThat(heard.fetches).hasSizeLessThanOrEqualTo(1 + ROTATIONS);
    assertThat(heard.fetches).filteredOn(fetch -> !fetch.endsWith("none")).isEmpty();
    assertThat(committed.get()).isGreaterThanOrEqualTo(20 * ROTATIONS);
  }

  /** The way to open connections that docs/caching.md shows. */
  private HikariDataSource pool(SecretCache cache) {
    HikariConfig config = new HikariConfig();
    config.setDataSource(new SecretDataSource(cache, ID, password -> connect(password.text())));
    config.setMaximumPoolSize(WORKERS);
    config.setMinimumIdle(0);
    return new HikariDataSource(config);
  }

  private Connection connect(String password) throws SQLException {
    rotation.readLock().lock();
    try {
      return postgres.getDatabase("orders", "postgres").getConnection("orders", password);
    } finally {
      rotation.readLock().unlock();
    }
  }

  private void rotate(io.busbar.testkit.Secret stored, String password) throws SQLException {
    rotation.writeLock().lock();
    try {
      admin("ALTER ROLE orders PASSWORD '" + password + "'");
      stored.put(password);
    } finally {
      rotation.writeLock().unlock();
    }
  }

  private Void placeOrders(HikariDataSource pool, AtomicInteger rotated) throws SQLException {
    while (rotated.get() < ROTATIONS) {
      try (Connection connection = pool.getConnection();
          Statement statement = connection.createStatement()) {
        statement.executeUpdate("INSERT INTO placed DEFAULT VALUES");
      }
      committed.incrementAndGet();
    }
    return null;
  }

  private void awaitCommits(int more) {
    int until = committed.get() + more;
    while (committed.get() < until) {
      Thread.onSpinWait();
    }
  }

  private void tellOfRotations(SecretCache cache) {
    var account = aws.account("777777777777");
    Queue queue = account.queue("rotations");
    account.bus("default").rule("r").pattern("{\"source\":[\"aws.secretsmanager\"]}").to(queue);
    queue.handledBy(
        account.publisher("order-processing", account.bus("default")), cache.rotations());
  }

  private static void admin(String... statements) throws SQLException {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
    }
  }
}
