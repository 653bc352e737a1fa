// SPDX-License-Identifier: Apache-2.0
package io.busbar.schema.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.core.BusbarConfig;
import io.busbar.core.EventType;
import io.busbar.core.InvalidEventException;
import io.busbar.core.PublishResult;
import io.busbar.core.publish.EventValidation;
import io.busbar.core.publish.InvalidEvents;
import io.busbar.core.publish.PublishPipeline;
import io.busbar.outbox.Outbox;
import io.busbar.outbox.OutboxDataSource;
import io.busbar.schema.Constraints;
import io.busbar.schema.Sensitive;
import io.busbar.testkit.Bus;
import io.busbar.testkit.InMemoryEventPublisher;
import io.busbar.testkit.InMemoryOrganization;
import io.busbar.testkit.VirtualClock;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ValidationBeforeTheOutboxTest {
  private final JdbcConnectionPool pool =
      JdbcConnectionPool.create(
          "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", "");
  private final Bus bus =
      InMemoryOrganization.create(VirtualClock.create()).account("121212121212").bus("central-bus");
  private final BusbarConfig config = BusbarConfig.of("payment");
  private final PublishPipeline pipeline =
      PublishPipeline.of(
          config,
          EventValidation.of(config, SchemaValidator.of(CardCharged.class), InvalidEvents.REJECT));

  @EventType(source = "grocer.payment", name = "Card Charged")
  record CardCharged(
      @Constraints(pattern = "^ord-[0-9a-f]{8}$") String orderId,
      @Sensitive @Constraints(maxLength = 4) String lastDigits) {}

  @AfterEach
  void close() {
    pool.dispose();
  }

  @Test
  void writesNoRowOfAnInvalidEvent() throws SQLException {
    OutboxDataSource dataSource = OutboxDataSource.wrap(pool);
    try (Outbox first = outbox(dataSource)) {
      first.start(); // Creates the table.
    }
    Outbox outbox = outbox(dataSource); // Without a thread: what is stored stays.
    try (outbox;
        Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      outbox.publish(new CardCharged("ord-1a2b3c4d", "1111"));

      assertThatThrownBy(() -> outbox.publish(new CardCharged("17", "4111111111111111")))
          .isInstanceOf(InvalidEventException.class)
          .hasMessage(
              """
              'Card Charged' from grocer.payment breaks its schema:
                1. $.orderId is '17', but must match the pattern '^ord-[0-9a-f]{8}$' (pattern).
                2. $.lastDigits is (sensitive), but must have at most 4 characters (maxLength).
              Correct the code that builds the event, or the constraint on its record.""");
      connection.commit();
    }
    assertThat(rows()).isEqualTo(1);
  }

  @Test
  void sendsNoInvalidEvent() {
    InMemoryEventPublisher publisher = InMemoryEventPublisher.of(pipeline, bus);

    PublishResult result = publisher.publish(new CardCharged("17", "1111"));

    assertThat(result)
        .isInstanceOfSatisfying(
            PublishResult.Rejected.class,
            rejected -> assertThat(rejected.code()).isEqualTo("SchemaViolation"));
  }

  private Outbox outbox(OutboxDataSource dataSource) {
    return Outbox.builder(dataSource, bus.transport(), "central-bus")
        .createSchema()
        .build(pipeline);
  }

  private int rows() throws SQLException {
    try (Connection connection = pool.getConnection();
        ResultSet count =
            connection.createStatement().executeQuery("SELECT COUNT(*) FROM outbox")) {
      count.next();
      return count.getInt(1);
    }
  }
}
