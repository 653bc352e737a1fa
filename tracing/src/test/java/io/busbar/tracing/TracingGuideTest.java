// SPDX-License-Identifier: Apache-2.0
package io.busbar.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.core.BusbarConfig;
import io.busbar.core.handler.EventHandler;
import io.busbar.core.handler.HandlerContext;
import io.busbar.core.runtime.Busbar;
import io.busbar.testkit.Bus;
import io.busbar.testkit.InMemoryEventPublisher;
import io.busbar.testkit.Queue;
import io.busbar.tracing.GroceryEvents.PaymentProcessed;
import io.busbar.tracing.GroceryEvents.SubscriptionActivated;
import io.opentelemetry.api.OpenTelemetry;
import org.junit.jupiter.api.Test;

/** The code of docs/observability.md. */
class TracingGuideTest {
  private final TracedOrganization grocer = new TracedOrganization();
  private final Bus bus = grocer.bus;
  private final Queue queue = grocer.queue("101010101010", "subscription");

  static final class Subscriptions {
    @EventHandler
    SubscriptionActivated on(PaymentProcessed event, HandlerContext context) {
      Tracing.span(context).addEvent("seen by a handler");
      return new SubscriptionActivated(event.upgradeId());
    }
  }

  @Test
  void tracesAService() {
    BusbarConfig config = grocer.config("101010101010", "subscription");
    OpenTelemetry openTelemetry = grocer.spans.openTelemetry();
    Subscriptions subscriptions = new Subscriptions();
    bus.rule("payments").pattern("{\"source\":[\"grocer.payment\"]}").to(queue);

    Tracing tracing = Tracing.of(openTelemetry, config);
    Busbar busbar =
        Busbar.builder()
            .config(config)
            .publishInterceptor(tracing.publishing())
            .dispatching(dispatcher -> dispatcher.interceptor(tracing.handling()))
            .publisher(pipeline -> InMemoryEventPublisher.of(pipeline, bus))
            .handlers(subscriptions)
            .container(queue::container)
            .build();

    busbar.start();
    grocer.publisher("999999999999", "payment").publish(new PaymentProcessed("upg-1"));
    grocer.aws.runUntilQuiescent();
    busbar.close();

    assertThat(grocer.spans.outline())
        .isEqualTo(
            """
            publish central-bus PRODUCER
              process subscription CONSUMER
                publish central-bus PRODUCER""");
    assertThat(busbar.dispatcher().orElseThrow().describe())
        .contains("TRACE a span of OpenTelemetry for each run");
  }
}
