// SPDX-License-Identifier: Apache-2.0
package orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.busbar.core.EventPublisher;
import io.busbar.core.EventType;
import io.busbar.core.OutgoingEvent;
import io.busbar.outbox.DeadEntry;
import io.busbar.outbox.OutboxEntry;
import io.busbar.spring.BusbarConnectionDetails;
import io.busbar.spring.DeadLettersEndpoint;
import io.busbar.spring.LocalAwsConnectionDetails;
import io.busbar.spring.OutboxEndpoint;
import io.busbar.spring.SpringOutbox;
import io.busbar.testkit.Account;
import io.busbar.testkit.Queue;
import io.busbar.testkit.aws.LocalAws;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.transaction.support.TransactionTemplate;

/** The whole application, on H2 and on real AWS clients. */
@SpringBootTest(
    properties = {
      "management.endpoints.web.exposure.include=*",
      "management.endpoint.busbaroutbox.access=unrestricted",
      "busbar.queues.orders.wait-time=1s"
    })
class OrderApplicationTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final LocalAws AWS = LocalAws.start();
  private static final Account ACCOUNT = AWS.organization().account("777777777777");
  private static final Queue ACCEPTED = ACCOUNT.queue("accepted");

  static {
    ACCOUNT
        .bus("central-bus")
        .rule("placed")
        .pattern("{\"detail-type\":[\"Order Placed\"]}")
        .to(ACCOUNT.queue("orders"));
    ACCOUNT
        .bus("central-bus")
        .rule("accepted")
        .pattern("{\"detail-type\":[\"Order Accepted\"]}")
        .to(ACCEPTED);
    ACCOUNT.queue("orders-dead");
  }

  @TestConfiguration
  static class Connected {
    @Bean
    BusbarConnectionDetails localAws() {
      return new LocalAwsConnectionDetails(AWS, "777777777777");
    }
  }

  @Autowired private OrderService orders;
  @Autowired private HealthIndicator busbarHealthIndicator;
  @Autowired private OutboxEndpoint outbox;
  @Autowired private SpringOutbox stored;
  @Autowired private EventPublisher events;
  @Autowired private TransactionTemplate transactions;
  @Autowired private DeadLettersEndpoint deadLetters;
  @Autowired private MeterRegistry meters;

  @AfterAll
  static void close() {
    AWS.close();
  }

  @Test
  void publishesWithTheTransactionAndHandlesInOne() {
    orders.place("o-1", false);
    assertThatThrownBy(() -> orders.place("o-2", true)).hasMessage("No such product.");

    await().atMost(LONG).until(() -> ACCEPTED.counts().total() == 1);
    assertThat(orders.count("ACCEPTED")).isEqualTo(1);
    assertThat(orders.count("PLACED")).isZero();
    assertThat(meters.find("busbar.delivery.lag").timers()).isNotEmpty();
    assertThat(busbarHealthIndicator.health(true).getStatus()).isEqualTo(Status.UP);
    await().atMost(LONG).until(() -> outbox.status().backlog() == 0);
    assertThat(outbox.list("dead", null, null)).isEmpty();
    assertThatThrownBy(() -> outbox.list("letters", null, null))
        .hasMessage("An outbox has no 'letters'. Ask for entries or dead.");
  }

  @Test
  void publishesDeadEventsAgainAndDiscardsThem() {
    long dead = bury("o-8");
    assertThatThrownBy(() -> outbox.requeue("entries", dead))
        .hasMessage(
            "Only dead events can be published again or discarded, but this names 'entries'. Use dead/ID.");
    assertThatThrownBy(() -> outbox.discard("entries", dead))
        .hasMessageStartingWith("Only dead events");

    assertThat(outbox.requeue("dead", dead)).isEqualTo(1);
    assertThat(outbox.list("dead", null, null)).isEmpty();
    await().atMost(LONG).until(() -> outbox.status().backlog() == 0);

    assertThat(outbox.discard("dead", bury("o-9"))).isEqualTo(1);
    assertThat(outbox.list("dead", null, null)).isEmpty();
  }

  /** Nobody listens to it. */
  @EventType(source = "grocer.customer-web", name = "Order Forgotten", version = 1)
  record OrderForgotten(String orderId) {}

  /** Stores an event that is not due and gives it up at once. */
  private long bury(String orderId) {
    OutgoingEvent later =
        OutgoingEvent.builder(new OrderForgotten(orderId)).delay(Duration.ofHours(1)).build();
    transactions.executeWithoutResult(status -> events.publish(later));
    OutboxEntry delayed = (OutboxEntry) outbox.list("entries", "Order Forgotten", null).get(0);
    assertThat(stored.outbox().orElseThrow().operations().bury(delayed.id())).isTrue();
    return ((DeadEntry) outbox.list("dead", null, null).get(0)).entry().id();
  }

  @Test
  void listsTheQueuesThatHaveDeadLetters() {
    assertThat(deadLetters.queues()).containsExactly("orders");
    assertThat(deadLetters.list("orders")).isEmpty();
    assertThat(deadLetters.redrive("orders", null, null, null).toString()).contains("0");
    assertThatThrownBy(() -> deadLetters.list("other"))
        .hasMessage(
            "'other' is none of the queues with dead letters. These are [orders]; give busbar.queues.other.dead-letter-queue.");
  }
}
