// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.busbar.core.BusbarConfig;
import io.busbar.core.Health;
import io.busbar.core.publish.PublishPipeline;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a PostgreSQL does on a bad day, with the outbox's thread running. */
class DatabaseFaultsTest {
  private static final PublishPipeline PIPELINE = PublishPipeline.of(BusbarConfig.of("test"));
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Without it the driver sends a number for COMMIT after some times. */
  private static final String IN_PLAIN_WORDS = "&prepareThreshold=0";

  private final ScriptedTransport bus = ScriptedTransport.create();
  private TestDatabase database;
  private Outbox outbox;
  private HikariDataSource spoilt;

  @BeforeEach
  void open() {
    database = DatabaseKind.POSTGRESQL.create();
  }

  @AfterEach
  void close() {
    if (outbox != null) {
      outbox.close();
    }
    if (spoilt != null) {
      spoilt.close();
    }
    database.close();
  }

  private void start(DataSource dataSource) {
    outbox =
        Outbox.builder(dataSource, bus, "central-bus").lease(Duration.ofSeconds(2)).build(PIPELINE);
    outbox.start();
  }

  private void publish(String item) throws SQLException {
    try (Connection connection = outbox.dataSource().getConnection()) {
      connection.setAutoCommit(false);
      TestDatabase.insertItem(connection, item);
      outbox.publish(new ItemAdded(item));
      connection.commit();
    }
  }

  /** The business rows say what was committed. */
  private void expectExactlyWhatWasCommitted() {
    await().atMost(PATIENCE).until(() -> database.count("outbox") == 0);
    assertThat(new HashSet<>(bus.acceptedItems())).isEqualTo(Set.copyOf(database.items()));
    assertThat(database.count("outbox_dead")).isZero();
  }

  @Test
  void publishesWhatTheDatabaseHasCommittedWhenTheConnectionBreaksDuringCommits() throws Exception {
    long seed = Long.getLong("busbar.seed", System.nanoTime());
    Random random = new Random(seed);
    String url = database.url();
    int port = PostgresServer.shared().server().getPort();
    try (CuttingProxy proxy = CuttingProxy.to(port, random, 10);
        HikariDataSource pool =
            PostgresServer.pool(
                url.replace(":" + port + "/", ":" + proxy.port() + "/") + IN_PLAIN_WORDS)) {
      start(pool);
      int failed = 0;
      for (int i = 0; i < 200; i++) {
        failed += publishes("item-" + i) ? 0 : 1;
      }
      assertThat(proxy.cuts()).as("-Dbusbar.seed=%d", seed).isPositive();
      assertThat(failed).as("-Dbusbar.seed=%d", seed).isPositive();
      expectExactlyWhatWasCommitted();
      assertThat(database.items()).as("-Dbusbar.seed=%d", seed).hasSizeBetween(201 - failed, 200);
      outbox.close();
    }
  }

  private boolean publishes(String item) {
    try {
      publish(item);
      return true;
    } catch (SQLException reset) {
      return false;
    }
  }

  @Test
  void goesOnWhenThePoolHasAConnectionAgain() throws SQLException {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(database.url());
    config.setMaximumPoolSize(1);
    config.setConnectionTimeout(250);
    try (HikariDataSource pool = new HikariDataSource(config)) {
      start(pool);
      publish("before");
      await().atMost(PATIENCE).until(() -> bus.accepted.size() == 1);
      bus.holds();
      publish("during");
      await().atMost(PATIENCE).until(() -> !bus.held.isEmpty());
      try (Connection hogged = pool.getConnection()) {
        bus.release();
        await().atMost(PATIENCE).until(() -> outbox.health().status() == Health.Status.DEGRADED);
        assertThat(hogged.isValid(1)).isTrue();
      }
      expectExactlyWhatWasCommitted();
      await().atMost(PATIENCE).until(() -> outbox.health().status() == Health.Status.UP);
      assertThat(bus.acceptedItems()).containsExactly("before", "during");
      outbox.close();
    }
  }

  /** On a pool of its own, whose connections may be spoilt. */
  private SabotagedDataSource sabotaged(String working) {
    spoilt = PostgresServer.pool(database.url());
    return new SabotagedDataSource(spoilt, working);
  }

  @Test
  void storesNothingAndLosesNothingWhileTheDatabaseIsReadOnly() throws SQLException {
    SabotagedDataSource sabotaged =
        sabotaged("SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE");
    start(sabotaged);
    bus.holds();
    publish("before");
    await().atMost(PATIENCE).until(() -> !bus.held.isEmpty());
    sabotaged.begin("SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY");
    bus.release();
    bus.accepts();
    await().atMost(PATIENCE).until(() -> outbox.health().details().containsKey("database"));
    assertThat(outbox.health().details().get("database")).contains("in a read-only transaction");
    assertThatThrownBy(() -> publish("never")).hasMessageContaining("read-only transaction");

    sabotaged.end();
    publish("after");

    expectExactlyWhatWasCommitted();
    assertThat(bus.acceptedItems()).containsExactly("before", "after");
  }

  @Test
  void storesNothingAndLosesNothingWhileStatementsTimeOut() throws SQLException {
    SabotagedDataSource sabotaged = sabotaged("SET statement_timeout = 200");
    start(sabotaged);
    bus.holds();
    publish("before");
    await().atMost(PATIENCE).until(() -> !bus.held.isEmpty());
    try (Connection locking = database.dataSource().getConnection();
        Statement statement = locking.createStatement()) {
      locking.setAutoCommit(false);
      statement.execute("LOCK TABLE outbox IN ACCESS EXCLUSIVE MODE");
      bus.release();
      bus.accepts();
      await().atMost(PATIENCE).until(() -> outbox.health().details().containsKey("database"));
      assertThatThrownBy(() -> publish("never"))
          .hasMessageStartingWith(
              "The transaction was not committed, nor its event stored in the outbox: "
                  + "ERROR: canceling statement due to statement timeout");
      locking.rollback();
    }
    publish("after");

    expectExactlyWhatWasCommitted();
    assertThat(bus.acceptedItems()).containsExactly("before", "after");
  }

  @Test
  void publishesOnlyForTheTransactionThatADeadlockSpares() throws Exception {
    start(database.dataSource());
    database.execute("CREATE TABLE stock (name VARCHAR(10) PRIMARY KEY, amount INT)");
    database.execute("INSERT INTO stock VALUES ('a', 0), ('b', 0)");
    CyclicBarrier bothHoldOne = new CyclicBarrier(2);
    Set<String> survivors = ConcurrentHashMap.newKeySet();
    CompletableFuture<Void> one =
        CompletableFuture.runAsync(() -> update(bothHoldOne, "a", "b", survivors));
    CompletableFuture<Void> other =
        CompletableFuture.runAsync(() -> update(bothHoldOne, "b", "a", survivors));
    CompletableFuture.allOf(one, other).join();

    expectExactlyWhatWasCommitted();
    assertThat(survivors).hasSize(1);
    assertThat(bus.acceptedItems()).containsExactlyElementsOf(survivors);
  }

  private void update(CyclicBarrier together, String first, String second, Set<String> survivors) {
    try (Connection connection = outbox.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("UPDATE stock SET amount = amount + 1 WHERE name = '" + first + "'");
      TestDatabase.insertItem(connection, first + second);
      outbox.publish(new ItemAdded(first + second));
      together.await();
      statement.execute("UPDATE stock SET amount = amount + 1 WHERE name = '" + second + "'");
      connection.commit();
      survivors.add(first + second);
    } catch (SQLException deadlock) {
      assertThat(deadlock.getSQLState()).isEqualTo("40P01");
    } catch (Exception unexpected) {
      throw new IllegalStateException(unexpected);
    }
  }

  @Test
  void publishesNothingForATransactionThatCannotBeSerialized() throws SQLException {
    start(database.dataSource());
    database.execute("CREATE TABLE stock (name VARCHAR(10) PRIMARY KEY, amount INT)");
    try (Connection loser = outbox.dataSource().getConnection();
        Statement statement = loser.createStatement()) {
      loser.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
      loser.setAutoCommit(false);
      statement.executeQuery("SELECT SUM(amount) FROM stock").close();
      statement.execute("INSERT INTO stock VALUES ('loser', 1)");
      TestDatabase.insertItem(loser, "loser");
      outbox.publish(new ItemAdded("loser"));
      try (Connection winner = outbox.dataSource().getConnection();
          Statement own = winner.createStatement()) {
        winner.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
        winner.setAutoCommit(false);
        own.executeQuery("SELECT SUM(amount) FROM stock").close();
        own.execute("INSERT INTO stock VALUES ('winner', 1)");
        TestDatabase.insertItem(winner, "winner");
        outbox.publish(new ItemAdded("winner"));
        winner.commit();
        winner.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
      }
      assertThatThrownBy(loser::commit).isInstanceOf(SQLException.class);
      loser.rollback();
      loser.setAutoCommit(true);
      loser.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
    }

    await().atMost(PATIENCE).until(() -> bus.accepted.size() == 1);
    expectExactlyWhatWasCommitted();
    assertThat(bus.acceptedItems()).containsExactly("winner");
  }
}
