// SPDX-License-Identifier: Apache-2.0
package io.busbar.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.core.BusbarConfig;
import io.busbar.core.handler.EventHandler;
import io.busbar.core.handler.HandlerContext;
import io.busbar.testkit.InMemoryEventPublisher;
import io.busbar.tracing.GroceryEvents.PaymentProcessed;
import io.busbar.tracing.GroceryEvents.SubscriptionActivated;
import io.busbar.tracing.GroceryServices.Subscriber;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import org.junit.jupiter.api.Test;

class WithoutSdkTest {
  private final TracedOrganization grocer = new TracedOrganization();
  private final Subscriber inventory = new Subscriber();

  @Test
  void carriesTheTraceThroughAServiceWithoutOpenTelemetry() {
    BusbarConfig config = grocer.config("101010101010", "subscription");
    grocer.service(
        config, Tracing.of(OpenTelemetry.noop(), config), new Activating(), "Payment Processed");
    grocer.service("666666666666", "inventory", inventory, "Subscription Activated");

    grocer.publisher("999999999999", "payment").publish(new PaymentProcessed("upg-1"));
    grocer.aws.runUntilQuiescent();

    assertThat(grocer.spans.outline())
        .isEqualTo("publish central-bus PRODUCER\n  process inventory CONSUMER");
    assertThat(inventory.active).containsExactly("upg-1");
  }

  @Test
  void worksWhenNobodyHasSetTheGlobalOne() {
    BusbarConfig config = grocer.config("101010101010", "subscription");
    Tracing tracing = Tracing.global(config).build();
    grocer.service(config, tracing, inventory, "Subscription Activated");
    InMemoryEventPublisher publisher = grocer.publisher(config, tracing);

    assertThat(publisher.publish(new SubscriptionActivated("upg-1")).isSafe()).isTrue();
    assertThat(
            publisher.publishAll(
                java.util.List.of(new SubscriptionActivated("2"), new SubscriptionActivated("3"))))
        .allMatch(result -> result.isSafe());
    grocer.aws.runUntilQuiescent();

    assertThat(inventory.active).containsExactlyInAnyOrder("upg-1", "2", "3");
  }

  @Test
  void losesSpansAndNotEventsWhenTheSdkFails() {
    BusbarConfig config = grocer.config("101010101010", "subscription");
    OpenTelemetry broken =
        OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder().addSpanProcessor(new Broken()).build())
            .build();
    Tracing tracing = Tracing.of(broken, config);
    grocer.service(config, tracing, inventory, "Subscription Activated");
    InMemoryEventPublisher publisher = grocer.publisher(config, tracing);

    assertThat(publisher.publish(new SubscriptionActivated("upg-1")).isSafe()).isTrue();
    grocer.aws.runUntilQuiescent();

    assertThat(inventory.active).containsExactly("upg-1");
  }

  static final class Activating {
    @EventHandler
    SubscriptionActivated on(PaymentProcessed event, HandlerContext context) {
      assertThat(Tracing.span(context)).isSameAs(Span.getInvalid());
      return new SubscriptionActivated(event.upgradeId());
    }
  }

  /** An exporter with a fault. */
  private static final class Broken implements SpanProcessor {
    @Override
    public void onStart(Context parent, ReadWriteSpan span) {
      throw new IllegalStateException("The exporter is broken.");
    }

    @Override
    public boolean isStartRequired() {
      return true;
    }

    @Override
    public void onEnd(ReadableSpan span) {
      throw new IllegalStateException("The exporter is broken.");
    }

    @Override
    public boolean isEndRequired() {
      return true;
    }
  }
}
