// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.busbar.core.EventPublisher;
import io.busbar.core.Health.Status;
import io.busbar.core.HealthSource;
import io.busbar.core.InvalidEventException;
import io.busbar.core.OutgoingEvent;
import io.busbar.core.handler.HandlerInterceptor;
import io.busbar.testkit.contract.EventPublisherContract;
import io.busbar.testkit.contract.HandlerInterceptorContract;
import io.busbar.testkit.contract.HealthSourceContract;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The outbox keeps what the ports promise. */
class OutboxContractsTest {
  private final OutboxFixture fixture = OutboxFixture.create();

  @AfterEach
  void close() {
    fixture.close();
  }

  /** Each publish in a transaction of its own. */
  @Nested
  class Publishing implements EventPublisherContract {
    private final List<String> delivered = new ArrayList<>();

    @Override
    public EventPublisher publisher() {
      return fixture.outbox;
    }

    @Override
    public <T> T publishing(Callable<T> work) throws Exception {
      try (Connection connection = fixture.outbox.dataSource().getConnection()) {
        connection.setAutoCommit(false);
        T result = work.call();
        connection.commit();
        return result;
      }
    }

    /** Decision 1: in a transaction, what cannot be published must not commit. */
    @Override
    @Test
    public void refusesOneEventAndTakesTheOthers() {
      OutgoingEvent broken =
          OutgoingEvent.builder("grocer.test", "Broken", "[1]".getBytes(StandardCharsets.UTF_8))
              .build();
      List<Object> events = List.of(new ItemAdded("milk"), broken);

      assertThatThrownBy(() -> publishing(() -> publisher().publishAll(events)))
          .isInstanceOf(InvalidEventException.class);
      assertThat(takeDelivered(0)).isEmpty();
    }

    @Override
    public List<String> takeDelivered(int expected) {
      fixture.bus.answers(
          entry -> {
            delivered.add(entry.detail().json());
            return ScriptedTransport.accepted(entry);
          });
      fixture.drain();
      return delivered;
    }
  }

  @Nested
  class Transaction implements HandlerInterceptorContract {
    @Override
    public HandlerInterceptor interceptor() {
      return new TransactionInterceptor(fixture.outbox, null);
    }
  }

  /** With its thread, because an outbox that does not relay is down. */
  @Nested
  class Health implements HealthSourceContract {
    private final Outbox outbox = fixture.newOutbox();

    Health() {
      outbox.start();
    }

    @AfterEach
    void stop() {
      fixture.bus.accepts();
      outbox.close();
    }

    @Override
    public HealthSource source() {
      return outbox;
    }

    @Override
    public void disturb() {
      fixture.bus.fails("ServiceUnavailable", "down");
      OutboxFixture.commit(
          outbox, (connection, publisher) -> publisher.publish(new ItemAdded("milk")));
      await().until(() -> outbox.health().status() != Status.UP);
    }
  }
}
