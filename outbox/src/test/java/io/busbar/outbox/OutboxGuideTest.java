// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.busbar.core.BusbarConfig;
import io.busbar.core.OutgoingEvent;
import io.busbar.core.publish.EventTransport;
import io.busbar.core.publish.PublishPipeline;
import io.busbar.testkit.Bus;
import io.busbar.testkit.InMemoryOrganization;
import io.busbar.testkit.Queue;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The code of docs/outbox.md, against a bus that behaves like EventBridge. */
class OutboxGuideTest {
  private final InMemoryOrganization aws = InMemoryOrganization.create();
  private final Bus bus = aws.account("121212121212").bus("central-bus");
  private final Queue queue = aws.account("777777777777").queue("orders");
  private final EventTransport transport = bus.transport();
  private final PublishPipeline pipeline = PublishPipeline.of(BusbarConfig.of("shop"));
  private final JdbcConnectionPool pool =
      JdbcConnectionPool.create(
          "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", "");

  OutboxGuideTest() {
    bus.rule("items").pattern("{\"source\":[\"grocer.test\"]}").to(queue);
  }

  @AfterEach
  void close() {
    pool.dispose();
  }

  @Test
  void storesWithTheTransaction() throws SQLException {
    OutboxDataSource dataSource = OutboxDataSource.wrap(pool);
    Outbox outbox =
        Outbox.builder(dataSource, transport, "central-bus").createSchema().build(pipeline);
    outbox.start();

    try (outbox;
        Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      // … change the business's rows on this connection …
      outbox.publish(new ItemAdded("milk"));
      connection.commit();
      await().until(() -> queue.counts().total() == 1);
    }
  }

  @Test
  void storesOnAConnectionThatIsNotWrapped() throws SQLException {
    Outbox outbox = Outbox.builder(pool, transport, "central-bus").createSchema().build(pipeline);
    outbox.start();

    try (outbox;
        Connection connection = pool.getConnection()) {
      connection.setAutoCommit(false);
      Enlistment enlistment = outbox.enlist(connection);
      enlistment.publish(new ItemAdded("milk"));
      connection.commit();
      enlistment.committed();
      await().until(() -> queue.counts().total() == 1);
    }
  }

  @Test
  void describesEventsThatWaitOrKeepTheirPlace() {
    OutgoingEvent reminder =
        OutgoingEvent.builder(new ItemAdded("milk")).delay(Duration.ofMinutes(5)).build();
    OutgoingEvent inOrder =
        OutgoingEvent.builder(new ItemAdded("milk")).orderingKey("basket-17").build();

    assertThat(reminder.deliverAt())
        .isEqualTo(new OutgoingEvent.Delivery.After(Duration.ofMinutes(5)));
    assertThat(inOrder.orderingKey()).isEqualTo("basket-17");
  }

  @Test
  void letsOperatorsLookAtDeadLettersAndSendThemAgain() {
    Outbox outbox = Outbox.builder(pool, transport, "central-bus").createSchema().build(pipeline);
    outbox.start();
    try (outbox) {
      OutboxOperations operations = outbox.operations();
      List<DeadEntry> dead = operations.deadLetters(EntryFilter.all().source("grocer.test"));
      operations.requeue(dead.stream().map(letter -> letter.entry().id()).toList());

      assertThat(dead).isEmpty();
    }
  }

  @Test
  void notesWhatHandlersHaveHandled() {
    DataSource dataSource = pool;
    Outbox outbox = Outbox.builder(dataSource, transport, "central-bus").inbox().build(pipeline);
    Schema.of(dataSource).apply();

    assertThat(outbox.check()).isEmpty();
    assertThat(outbox.transactions().remembersEvents()).isTrue();
  }

  @Test
  void printsAndAppliesItsSchema() throws SQLException {
    DataSource dataSource = pool;
    String script = Schema.of(dataSource).script();
    Schema.of(dataSource).apply();

    assertThat(script).contains("CREATE TABLE IF NOT EXISTS outbox (");
    try (Connection connection = pool.getConnection()) {
      assertThat(Schema.version(connection)).isEqualTo(3);
    }
  }
}
