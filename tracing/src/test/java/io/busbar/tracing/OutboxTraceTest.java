// SPDX-License-Identifier: Apache-2.0
package io.busbar.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.core.BusbarConfig;
import io.busbar.core.publish.PublishPipeline;
import io.busbar.outbox.Outbox;
import io.busbar.outbox.OutboxDataSource;
import io.busbar.tracing.GroceryEvents.SubscriptionActivated;
import io.busbar.tracing.GroceryServices.Subscriber;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

/** The real outbox, on H2. */
class OutboxTraceTest {
  private final TracedOrganization grocer = new TracedOrganization();
  private final JdbcDataSource database = new JdbcDataSource();
  private final OutboxDataSource dataSource = OutboxDataSource.wrap(database);
  private final BusbarConfig config = grocer.config("101010101010", "subscription");

  OutboxTraceTest() {
    database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    grocer.service("666666666666", "inventory", new Subscriber(), "Subscription Activated");
  }

  @Test
  void linksTheRelaysRequestToWhatItsTransactionHasStored() throws SQLException {
    Outbox outbox = outbox();
    grocer.click(() -> store(outbox, true, "upg-1", "upg-2"));
    while (outbox.step()) {}
    grocer.aws.runUntilQuiescent();

    assertThat(grocer.spans.outline())
        .isEqualTo(
            """
            click INTERNAL
              create central-bus PRODUCER
                process inventory CONSUMER
              create central-bus PRODUCER
                process inventory CONSUMER
            publish central-bus CLIENT""");
    assertLinked(grocer.spans.finished());
  }

  /** The rows' columns are all that another node has. */
  @Test
  void linksTheRequestOfANodeThatTakesOverAfterACrash() throws SQLException {
    Outbox crashed = outbox();
    grocer.click(() -> store(crashed, true, "upg-1", "upg-2"));
    crashed.close();
    Outbox other = outbox();
    while (other.step()) {}
    grocer.aws.runUntilQuiescent();

    assertThat(grocer.spans.outline())
        .isEqualTo(
            """
            click INTERNAL
              create central-bus PRODUCER
                process inventory CONSUMER
              create central-bus PRODUCER
                process inventory CONSUMER
            publish central-bus CLIENT""");
    assertLinked(grocer.spans.finished());
  }

  @Test
  void marksWhatWasRolledBackWithItsTransaction() throws SQLException {
    Outbox outbox = outbox();

    grocer.click(() -> store(outbox, false, "upg-1"));

    assertThat(grocer.spans.tree())
        .contains("create central-bus PRODUCER")
        .contains("error.type=TransactionRolledBack");
  }

  private Outbox outbox() throws SQLException {
    Outbox outbox =
        Outbox.builder(dataSource, grocer.bus.transport(), "central-bus")
            .createSchema()
            .build(PublishPipeline.of(config, grocer.spans.tracing(config).publishing()));
    io.busbar.outbox.Schema.of(database).apply();
    return outbox;
  }

  private void store(Outbox outbox, boolean commit, String... upgradeIds) {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      for (String id : upgradeIds) {
        outbox.publish(new SubscriptionActivated(id));
      }
      if (commit) {
        connection.commit();
      } else {
        connection.rollback();
      }
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private static void assertLinked(List<SpanData> spans) {
    List<String> created =
        spans.stream()
            .filter(span -> span.getName().startsWith("create"))
            .map(SpanData::getSpanId)
            .toList();
    SpanData request =
        spans.stream()
            .filter(span -> span.getName().startsWith("publish"))
            .findFirst()
            .orElseThrow();
    assertThat(request.getLinks())
        .extracting(link -> link.getSpanContext().getSpanId())
        .containsExactlyElementsOf(created);
  }
}
