// SPDX-License-Identifier: Apache-2.0
package io.busbar.outbox;

import static org.awaitility.Awaitility.await;

import io.busbar.core.EventPublisher;
import io.busbar.core.Health.Status;
import io.busbar.core.HealthSource;
import io.busbar.core.handler.HandlerInterceptor;
import io.busbar.testkit.contract.EventPublisherContract;
import io.busbar.testkit.contract.HandlerInterceptorContract;
import io.busbar.testkit.contract.HealthSourceContract;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;

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
