// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.busbar.core.BusbarConfig;
import io.busbar.core.Health;
import io.busbar.core.OutgoingEvent;
import io.busbar.core.publish.EntryResult;
import io.busbar.core.publish.PublishPipeline;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The outbox as it runs in a service: with its thread, on the machine's clock and an H2 file. */
class OutboxThreadTest {
  private static final PublishPipeline PIPELINE = PublishPipeline.of(BusbarConfig.of("test"));
  private final ScriptedTransport bus = ScriptedTransport.create();
  private @TempDir Path folder;
  private JdbcConnectionPool pool;
  private Outbox outbox;

  /** How fast the machine is, is not what these tests are about. */
  @BeforeAll
  static void bePatient() {
    Awaitility.setDefaultTimeout(Duration.ofSeconds(60));
  }

  @AfterAll
  static void beAsBefore() {
    Awaitility.reset();
  }

  @BeforeEach
  void start() throws SQLException {
    pool =
        JdbcConnectionPool.create(
            "jdbc:h2:file:" + folder.resolve("shop") + ";WRITE_DELAY=0", "sa", "");
    pool.setMaxConnections(16);
    try (Connection connection = pool.getConnection();
        Statement create = connection.createStatement()) {
      create.execute("CREATE TABLE item (name VARCHAR(100))");
    }
    outbox = startOutbox();
  }

  @AfterEach
  void stop() {
    outbox.close();
    pool.dispose();
  }

  private Outbox startOutbox() {
    Outbox created =
        Outbox.builder(pool, bus, "central-bus")
            .createSchema()
            .lease(Duration.ofSeconds(1))
            .build(PIPELINE);
    created.start();
    return created;
  }

  private void publish(Object event) {
    OutboxFixture.commit(outbox, (connection, publisher) -> publisher.publish(event));
  }

  @Test
  void publishesByItself() {
    assertThat(outbox.health().status()).isEqualTo(Health.Status.UP);
    publish(new ItemAdded("milk"));

    await().until(() -> bus.acceptedItems().equals(List.of("milk")));
    await().until(() -> outbox.health().details().get("inMemory").equals("0"));
  }

  @Test
  void publishesADelayedEventByItself() {
    publish(OutgoingEvent.builder(new ItemAdded("later")).delay(Duration.ofMillis(200)).build());
    publish(new ItemAdded("now"));

    await().until(() -> Set.copyOf(bus.acceptedItems()).equals(Set.of("now", "later")));
  }

  @Test
  void comesBackByItselfAfterAnOutage() {
    bus.fails("ServiceUnavailable", "down");
    publish(new ItemAdded("milk"));
    await().until(() -> outbox.health().status() == Health.Status.DEGRADED);
    bus.accepts();

    await().until(() -> bus.acceptedItems().equals(List.of("milk")));
    await().until(() -> outbox.health().status() == Health.Status.UP);
  }

  @Test
  void waitsForRequestsUnderWayWhenItCloses() {
    bus.holds();
    publish(new ItemAdded("milk"));
    await().until(() -> !bus.held.isEmpty());
    CompletableFuture<Void> closing = CompletableFuture.runAsync(outbox::close);
    bus.release();
    closing.join();

    assertThat(bus.acceptedItems()).containsExactly("milk");
    assertThat(outbox.health().status()).isEqualTo(Health.Status.DOWN);
    bus.accepts();
    outbox = startOutbox();
    publish(new ItemAdded("bread"));
    await().until(() -> bus.acceptedItems().equals(List.of("milk", "bread")));
  }

  @Test
  void doesNotWaitForEverWhenItCloses() {
    outbox.close();
    outbox = Outbox.builder(pool, bus, "central-bus").grace(Duration.ofMillis(50)).build(PIPELINE);
    outbox.start();
    bus.holds();
    publish(new ItemAdded("milk"));
    await().until(() -> !bus.held.isEmpty());
    outbox.close();

    bus.accepts();
    outbox = startOutbox();
    await().until(() -> bus.acceptedItems().contains("milk"));
  }

  @Test
  void losesNothingOfManyThreadsWhoseTransactionsFailAndWhoseBusIsShaky() throws Exception {
    long seed = new Random().nextLong();
    Set<String> committed = ConcurrentHashMap.newKeySet();
    bus.script(new ShakyBus(bus, seed)::answer);
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<Future<?>> runs =
        IntStream.range(0, 8)
            .<Future<?>>mapToObj(
                thread -> threads.submit(() -> work(new Random(seed + thread), thread, committed)))
            .toList();
    for (Future<?> run : runs) {
      run.get();
    }
    threads.shutdown();
    bus.accepts();

    await()
        .untilAsserted(
            () -> assertThat(bus.acceptedItems()).as("seed %d", seed).containsAll(committed));
    assertThat(Set.copyOf(bus.acceptedItems())).as("seed %d", seed).isEqualTo(committed);
    Stream<String> idsByItem =
        bus.accepted.stream().map(entry -> ScriptedTransport.item(entry) + entry.id()).distinct();
    assertThat(idsByItem).as("one id an event, seed %d", seed).hasSize(committed.size());
  }

  private void work(Random random, int thread, Set<String> committed) {
    for (int i = 0; i < 150; i++) {
      List<String> items =
          Stream.of("a", "b").map(part -> part).limit(1 + random.nextInt(2)).toList();
      String name = thread + "-" + i + "-";
      boolean fails = random.nextInt(4) == 0;
      try {
        OutboxFixture.commit(
            outbox,
            (connection, publisher) -> {
              TestDatabase.insertItem(connection, name);
              items.forEach(item -> publisher.publish(new ItemAdded(name + item)));
              if (fails) {
                throw new IllegalArgumentException("The business has changed its mind.");
              }
            });
        items.forEach(item -> committed.add(name + item));
      } catch (IllegalArgumentException rolledBack) {
        assertThat(fails).isTrue();
      }
    }
  }

  /** Answers by a seed: accepts, throttles, loses answers, refuses whole requests. */
  private static final class ShakyBus {
    private final ScriptedTransport bus;
    private final Random random;

    ShakyBus(ScriptedTransport bus, long seed) {
      this.bus = bus;
      this.random = new Random(seed);
    }

    CompletableFuture<List<EntryResult>> answer(List<io.busbar.core.publish.Entry> entries) {
      if (random.nextInt(10) == 0) {
        return CompletableFuture.failedFuture(
            new io.busbar.core.publish.TransportException("ServiceUnavailable", "shaky", null));
      }
      return CompletableFuture.supplyAsync(() -> entries.stream().map(this::answer).toList());
    }

    private EntryResult answer(io.busbar.core.publish.Entry entry) {
      int fate = random.nextInt(20);
      if (fate == 0) {
        return new EntryResult.Refused("ThrottlingException", "Rate exceeded");
      }
      if (fate != 1) {
        bus.accepted.add(entry);
      }
      return fate <= 2 ? new EntryResult.Unknown("no answer") : ScriptedTransport.accepted(entry);
    }
  }
}
