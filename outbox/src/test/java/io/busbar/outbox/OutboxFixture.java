// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import io.busbar.core.BusbarConfig;
import io.busbar.core.EventPublisher;
import io.busbar.core.publish.PublishPipeline;
import io.busbar.testkit.VirtualClock;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Random;
import java.util.function.UnaryOperator;

/**
 * An outbox without a thread, on a database and a clock that stand still until a test moves them.
 */
final class OutboxFixture implements AutoCloseable {
  static final Duration LEASE = Duration.ofSeconds(15);
  final VirtualClock clock = VirtualClock.create();
  final TestDatabase database;
  final ScriptedTransport bus = ScriptedTransport.create();
  private final PublishPipeline pipeline =
      PublishPipeline.of(
          BusbarConfig.builder().service("test").time(clock).random(new Random(42)).build());
  Outbox outbox;

  OutboxFixture(TestDatabase database) {
    this.database = database;
    this.outbox = newOutbox();
  }

  /** On H2, for what has nothing to do with the database. */
  static OutboxFixture create() {
    return on(DatabaseKind.H2);
  }

  static OutboxFixture on(DatabaseKind kind) {
    return new OutboxFixture(kind.create());
  }

  Outbox newOutbox() {
    return newOutbox(options -> options);
  }

  Outbox newOutbox(UnaryOperator<OutboxBuilder> options) {
    return newOutbox(options, bus);
  }

  Outbox newOutbox(UnaryOperator<OutboxBuilder> options, ScriptedTransport transport) {
    OutboxBuilder builder =
        Outbox.builder(database.dataSource(), transport, "central-bus")
            .lease(LEASE)
            .acknowledgeWithin(Duration.ZERO)
            .dialect(database.dialect());
    return options.apply(builder).build(pipeline());
  }

  /** One for all: ids of the same clock and seed would be the same. */
  PublishPipeline pipeline() {
    return pipeline;
  }

  /** What the outbox under test is killed for: a new one on the same database. */
  void crashAndRestart() {
    outbox = newOutbox();
  }

  /** Work of the business in one transaction. */
  @FunctionalInterface
  interface Work {
    void run(Connection connection, EventPublisher publisher) throws SQLException;
  }

  /** One of the outbox under test, open until it is closed. */
  Connection transaction() throws SQLException {
    return transaction(outbox);
  }

  static Connection transaction(Outbox outbox) throws SQLException {
    Connection connection = outbox.dataSource().getConnection();
    connection.setAutoCommit(false);
    return connection;
  }

  void commit(Work work) {
    commit(outbox, work);
  }

  static void commit(Outbox outbox, Work work) {
    try (Connection connection = transaction(outbox)) {
      work.run(connection, outbox);
      connection.commit();
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  /** One transaction for each item. */
  void publish(String... items) {
    for (String item : items) {
      commit((connection, publisher) -> publisher.publish(new ItemAdded(item)));
    }
  }

  void publishKeyed(String key, String... items) {
    for (String item : items) {
      commit((connection, publisher) -> publisher.publish(ItemAdded.keyed(item, key)));
    }
  }

  /**
   * As a service that has published before: on PostgreSQL the next commit takes its events along.
   */
  void takeLease() {
    publish("first");
    drain();
    bus.requests.clear();
    bus.accepted.clear();
  }

  /** Both clocks, the process's and the database's. */
  void advance(Duration duration) {
    database.advance(duration);
    clock.advance(duration);
  }

  void drain() {
    drain(outbox);
  }

  static void drain(Outbox outbox) {
    boolean more = outbox.step();
    while (more) {
      more = outbox.step();
    }
  }

  @Override
  public void close() {
    database.close();
  }
}
