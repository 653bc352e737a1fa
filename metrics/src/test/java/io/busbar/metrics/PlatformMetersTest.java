// SPDX-License-Identifier: Apache-2.0
package io.busbar.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.core.BusbarConfig;
import io.busbar.core.EventType;
import io.busbar.core.ServiceIdentity;
import io.busbar.core.handler.EventDispatcher;
import io.busbar.core.handler.EventHandler;
import io.busbar.core.publish.PublishPipeline;
import io.busbar.testkit.Bus;
import io.busbar.testkit.InMemoryEventPublisher;
import io.busbar.testkit.InMemoryOrganization;
import io.busbar.testkit.Queue;
import io.busbar.testkit.VirtualClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a service that publishes and handles leaves in the registry. */
class PlatformMetersTest {
  private final VirtualClock clock = VirtualClock.create();
  private final InMemoryOrganization aws = InMemoryOrganization.create(clock);
  private final Bus bus = aws.account("121212121212").bus("central-bus");
  private final Queue queue = aws.account("777777777777").queue("orders");
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final BusbarConfig config =
      BusbarConfig.builder()
          .service(new ServiceIdentity("orders", null, "777777777777", null))
          .time(clock)
          .instruments(MicrometerInstruments.of(registry))
          .build();
  private final InMemoryEventPublisher publisher =
      InMemoryEventPublisher.of(PublishPipeline.of(config), bus);

  @EventType(source = "grocer.shop", name = "Order Placed")
  record OrderPlaced(String orderId) {}

  static final class Orders {
    private int failures = 1;

    @EventHandler
    void on(OrderPlaced event) {
      if (failures-- > 0) {
        throw new IllegalStateException("Not yet.");
      }
    }
  }

  @Test
  void countsAnEventFromTheBusToItsSecondRun() {
    bus.rule("orders").pattern("{\"source\":[\"grocer.shop\"]}").to(queue);
    queue
        .container(
            EventDispatcher.builder(config).publisher(publisher).handlers(new Orders()).build())
        .start();

    publisher.publish(new OrderPlaced("o-1"));
    clock.advance(Duration.ofSeconds(2));
    aws.runUntilQuiescent();

    assertThat(
            registry
                .get("messaging.client.sent.messages")
                .tag("error.type", "none")
                .counter()
                .count())
        .isEqualTo(1);
    assertThat(registry.get("messaging.client.consumed.messages").counter().count()).isEqualTo(2);
    assertThat(runs("retry")).isEqualTo(1);
    assertThat(runs("ack")).isEqualTo(1);
    assertThat(registry.get("busbar.handlers.active").gauge().value()).isZero();
    assertThat(registry.get("busbar.dispatch.lag").timer().max(TimeUnit.SECONDS))
        .isGreaterThanOrEqualTo(2);
    assertThat(
            registry
                .get("busbar.delivery.lag")
                .tag("messaging.destination.name", "orders")
                .timer()
                .count())
        .isEqualTo(2);
  }

  private long runs(String outcome) {
    return registry.get("messaging.process.duration").tag("outcome", outcome).timer().count();
  }
}
