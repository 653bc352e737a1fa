// SPDX-License-Identifier: Apache-2.0
package io.busbar.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.core.handler.EventHandler;
import io.busbar.core.handler.HandlerContext;
import io.busbar.core.handler.Retry;
import io.busbar.testkit.Archive;
import io.busbar.testkit.InMemoryEventPublisher;
import io.busbar.testkit.Queue;
import io.busbar.tracing.GroceryEvents.PaymentProcessed;
import io.busbar.tracing.GroceryEvents.SubscriptionActivated;
import io.busbar.tracing.GroceryServices.Subscriber;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class HandlerTraceTest {
  private final TracedOrganization grocer = new TracedOrganization();
  private final InMemoryEventPublisher publisher = grocer.publisher("999999999999", "payment");

  @Test
  void tellsOfARetryAndJoinsTheSecondRunToTheSameTrace() {
    service(new Failing(1));

    publish();

    assertThat(grocer.spans.outline())
        .isEqualTo(
            """
            publish central-bus PRODUCER
              process subscription CONSUMER
              process subscription CONSUMER""");
    assertThat(grocer.spans.tree())
        .contains("busbar.outcome=retry")
        .contains("error.type=java.lang.IllegalStateException")
        .containsPattern("!busbar\\.retry\\[\\d+] ERROR")
        .contains("busbar.attempt=2")
        .doesNotContain("secret of a customer");
  }

  @Test
  void leadsFromADeadLetterBackToTheSameTraceByARedrive() {
    service(new Failing(1, true));
    publish();
    assertThat(grocer.spans.tree()).contains("busbar.outcome=dead_letter");
    grocer.spans.forget();

    Queue queue = grocer.queue("101010101010", "subscription");
    queue.deadLetters(queue.deadLetterQueue(), 5);
    queue.deadLetterQueue().moveTo(queue, 10);
    grocer.aws.runUntilQuiescent();

    assertThat(grocer.spans.finished())
        .singleElement()
        .satisfies(
            span -> {
              assertThat(span.getName()).isEqualTo("process subscription");
              assertThat(span.getParentSpanContext().isValid()).isTrue();
              assertThat(span.getLinks()).hasSize(1);
              assertThat(span.getLinks().get(0).getSpanContext().getSpanId())
                  .isEqualTo(span.getParentSpanId());
              assertThat(span.getAttributes().get(SpanAttributes.OUTCOME)).isEqualTo("ack");
            });
  }

  @Test
  void linksAReplayAndBeginsANewTrace() {
    Subscriber inventory = new Subscriber();
    Archive archive = grocer.bus.archive("all");
    grocer.service("666666666666", "inventory", inventory, "Subscription Activated");
    publisher.publish(new SubscriptionActivated("upg-1"));
    grocer.aws.runUntilQuiescent();
    SpanData first = grocer.spans.finished().get(0);
    grocer.spans.forget();

    Instant now = grocer.clock.now();
    grocer.clock.advance(Duration.ofMinutes(1));
    var unused = archive.replay("again", now.minusSeconds(60), now.plusSeconds(60));
    grocer.aws.runUntilQuiescent();

    assertThat(inventory.active).containsExactly("upg-1", "upg-1");
    assertOnlyLinked(grocer.spans.finished(), first);
    assertThat(grocer.spans.tree()).contains("busbar.event.replay=again");
  }

  @Test
  void linksAnEventThatIsOlderThanAnHour() {
    grocer
        .bus
        .rule("inventory")
        .pattern("{\"source\":[{\"prefix\":\"grocer\"}]}")
        .to(grocer.queue("666666666666", "inventory"));
    publisher.publish(new SubscriptionActivated("upg-1"));
    SpanData first = grocer.spans.finished().get(0);
    grocer.spans.forget();

    grocer.clock.advance(Duration.ofMinutes(61));
    grocer.service("666666666666", "inventory", new Subscriber(), "Nothing Else");
    grocer.aws.runUntilQuiescent();

    assertOnlyLinked(grocer.spans.finished(), first);
  }

  @Test
  void joinsAnEventThatIsJustAnHourOld() {
    grocer
        .bus
        .rule("inventory")
        .pattern("{\"source\":[{\"prefix\":\"grocer\"}]}")
        .to(grocer.queue("666666666666", "inventory"));
    publisher.publish(new SubscriptionActivated("upg-1"));

    grocer.clock.advance(Duration.ofMinutes(60));
    grocer.service("666666666666", "inventory", new Subscriber(), "Nothing Else");
    grocer.aws.runUntilQuiescent();

    assertThat(grocer.spans.outline())
        .isEqualTo("publish central-bus PRODUCER\n  process inventory CONSUMER");
  }

  @Test
  void staysInTheTraceOfThePollerWhenThatIsTraced() {
    service(new Failing(0));
    publisher.publish(new PaymentProcessed("upg-1"));
    SpanData published = grocer.spans.finished().get(0);

    grocer.click(grocer.aws::runUntilQuiescent);

    assertThat(grocer.spans.outline())
        .isEqualTo(
            """
            publish central-bus PRODUCER
            click INTERNAL
              process subscription CONSUMER""");
    assertThat(grocer.spans.finished().get(2).getLinks())
        .extracting(link -> link.getSpanContext().getSpanId())
        .containsExactly(published.getSpanId());
  }

  @Test
  void givesTheHandlerItsSpanOnAnyThread() {
    service(new Asynchronous());

    publish();

    assertThat(grocer.spans.outline())
        .isEqualTo(
            """
            publish central-bus PRODUCER
              process subscription CONSUMER
                publish central-bus PRODUCER""");
    assertThat(grocer.spans.tree()).contains("!seen by a handler");
  }

  @Test
  void putsTheIdsIntoTheLogContextForTheHandlerOnly() {
    LogReading handler = new LogReading();
    MDC.put("trace_id", "of the caller");
    service(handler);

    publish();

    SpanData handled = grocer.spans.finished().get(1);
    assertThat(handler.seen)
        .containsExactly(
            handled.getTraceId(),
            handled.getSpanId(),
            handled.getAttributes().get(SpanAttributes.MESSAGE_ID),
            handled.getAttributes().get(SpanAttributes.CONVERSATION));
    assertThat(MDC.get("trace_id")).isEqualTo("of the caller");
    assertThat(MDC.get("event_id")).isNull();
    MDC.clear();
  }

  private void service(Object handlers) {
    grocer.service("101010101010", "subscription", handlers, "Payment Processed");
  }

  private void publish() {
    publisher.publish(new PaymentProcessed("upg-1"));
    grocer.aws.runUntilQuiescent();
  }

  private static void assertOnlyLinked(List<SpanData> spans, SpanData to) {
    assertThat(spans)
        .singleElement()
        .satisfies(
            span -> {
              assertThat(span.getParentSpanContext().isValid()).isFalse();
              assertThat(span.getTraceId()).isNotEqualTo(to.getTraceId());
              assertThat(span.getLinks())
                  .extracting(link -> link.getSpanContext().getSpanId())
                  .containsExactly(to.getSpanId());
            });
  }

  static final class Failing {
    private final boolean fatal;
    private int left;

    Failing(int times) {
      this(times, false);
    }

    Failing(int times, boolean fatal) {
      this.left = times;
      this.fatal = fatal;
    }

    @EventHandler
    @Retry(fatal = UnsupportedOperationException.class)
    void on(PaymentProcessed event) {
      if (left-- > 0) {
        throw fatal
            ? new UnsupportedOperationException("never")
            : new IllegalStateException("secret of a customer");
      }
    }
  }

  static final class Asynchronous {
    @EventHandler
    CompletionStage<SubscriptionActivated> on(PaymentProcessed event, HandlerContext context) {
      return CompletableFuture.supplyAsync(
          () -> {
            Tracing.span(context).addEvent("seen by a handler");
            assertThat(Span.current().getSpanContext().isValid()).isFalse();
            return new SubscriptionActivated(event.upgradeId());
          });
    }
  }

  static final class LogReading {
    private final List<String> seen = new ArrayList<>();

    @EventHandler
    void on(PaymentProcessed event) {
      for (String key : List.of("trace_id", "span_id", "event_id", "correlation_id")) {
        seen.add(MDC.get(key));
      }
    }
  }
}
