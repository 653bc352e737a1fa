// SPDX-License-Identifier: Apache-2.0
package io.busbar.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.core.BusbarConfig;
import io.busbar.core.OutgoingEvent;
import io.busbar.core.PublishResult;
import io.busbar.core.TraceContext;
import io.busbar.core.publish.Entry;
import io.busbar.core.publish.EntryResult;
import io.busbar.core.publish.EventDraft;
import io.busbar.core.publish.EventTransport;
import io.busbar.core.publish.PublishInterceptor;
import io.busbar.core.publish.PublishPipeline;
import io.busbar.core.publish.PublishSlot;
import io.busbar.core.publish.TransportException;
import io.busbar.testkit.InMemoryEventPublisher;
import io.busbar.tracing.GroceryEvents.PaymentProcessed;
import io.busbar.tracing.GroceryEvents.SubscriptionActivated;
import io.busbar.tracing.GroceryServices.Subscriber;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class PublishTraceTest {
  private final TracedOrganization grocer = new TracedOrganization();
  private final BusbarConfig config = grocer.config("101010101010", "subscription");
  private final List<Entry> sent = new ArrayList<>();

  @Test
  void linksTheRequestOfABatchToEachOfItsEvents() {
    InMemoryEventPublisher publisher = grocer.publisher("101010101010", "subscription");
    grocer.service("666666666666", "inventory", new Subscriber(), "Subscription Activated");

    grocer.click(
        () ->
            publisher.publishAll(
                List.of(new SubscriptionActivated("upg-1"), new SubscriptionActivated("upg-2"))));
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
    List<SpanData> spans = grocer.spans.finished();
    SpanData request = spans.get(3);
    assertThat(request.getAttributes().get(SpanAttributes.BATCH_COUNT)).isEqualTo(2);
    assertThat(request.getLinks())
        .extracting(link -> link.getSpanContext().getSpanId())
        .containsExactly(spans.get(1).getSpanId(), spans.get(2).getSpanId());
  }

  @Test
  void givesAnEventThatIsPublishedByItselfOneSpan() {
    publish(accepting(), new PaymentProcessed("upg-1"));

    assertThat(grocer.spans.outline()).isEqualTo("publish central-bus PRODUCER");
    assertThat(sent.get(0).traceContext())
        .isEqualTo(
            new TraceContext(
                W3cTraceParent.format(grocer.spans.finished().get(0).getSpanContext()),
                null,
                null));
    assertThat(sent.get(0).detail().json()).contains(sent.get(0).traceContext().traceparent());
  }

  @Test
  void isCurrentWhileItsRequestIsMade() {
    List<Span> current = new ArrayList<>();

    publish(
        entries -> {
          current.add(Span.current());
          return answer(entries, new EntryResult.Accepted("bus-1"));
        },
        new PaymentProcessed("upg-1"));

    assertThat(current)
        .extracting(span -> span.getSpanContext().getSpanId())
        .containsExactly(grocer.spans.finished().get(0).getSpanId());
  }

  @Test
  void saysWhatEventBridgeHasAgainstAnEvent() {
    PublishResult result =
        publish(
            entries -> answer(entries, new EntryResult.Refused("MalformedDetail", "no")),
            new PaymentProcessed("upg-1"));

    assertThat(result).isInstanceOf(PublishResult.Rejected.class);
    assertThat(grocer.spans.tree())
        .contains("error.type=MalformedDetail")
        .contains(" !busbar.attempt.failed[MalformedDetail] ERROR");
  }

  @Test
  void tellsOfEachFailedAttemptInTheSpanOfTheEvent() {
    List<EntryResult> results =
        new ArrayList<>(
            List.of(
                new EntryResult.Refused("ThrottlingException", "slow down"),
                new EntryResult.Unknown("time-out"),
                new EntryResult.Accepted("bus-1")));

    publish(entries -> answer(entries, results.remove(0)), new PaymentProcessed("upg-1"));

    assertThat(grocer.spans.tree())
        .doesNotContain("error.type")
        .endsWith(
            " !busbar.attempt.failed[ThrottlingException] !busbar.attempt.failed[NoAnswer]\n");
  }

  @Test
  void marksARequestThatWasRefusedAsAWhole() {
    InMemoryEventPublisher publisher =
        publisher(
            entries ->
                CompletableFuture.failedFuture(
                    new TransportException("ValidationException", "too large", null)));

    publisher.publishAll(List.of(new PaymentProcessed("a"), new PaymentProcessed("b")));

    assertThat(grocer.spans.tree())
        .contains(
            "publish central-bus CLIENT {busbar.entries.failed=2 error.type=ValidationException");
  }

  @Test
  void countsTheEntriesOfARequestThatHaveFailed() {
    InMemoryEventPublisher publisher =
        publisher(
            entries ->
                CompletableFuture.completedFuture(
                    List.of(
                        new EntryResult.Accepted("bus-1"),
                        new EntryResult.Refused("MalformedDetail", "no"))));

    publisher.publishAll(List.of(new PaymentProcessed("a"), new PaymentProcessed("b")));

    assertThat(grocer.spans.tree())
        .contains("publish central-bus CLIENT {busbar.entries.failed=1 messaging.batch")
        .doesNotContain("CLIENT {busbar.entries.failed=1 error.type");
  }

  @Test
  void endsTheSpanOfAnEventThatIsRefusedOnItsWay() {
    PublishInterceptor refuses =
        new PublishInterceptor() {
          @Override
          public PublishSlot slot() {
            return PublishSlot.VALIDATE;
          }

          @Override
          public void intercept(EventDraft draft) {
            throw new IllegalStateException("not today");
          }
        };
    PublishPipeline pipeline =
        PublishPipeline.of(config, refuses, grocer.spans.tracing(config).publishing());

    assertThat(
            org.assertj.core.api.Assertions.catchThrowable(
                () -> pipeline.prepare(new PaymentProcessed("upg-1"), "central-bus")))
        .hasMessage("not today");
    assertThat(grocer.spans.tree()).contains("error.type=IllegalStateException").contains(" ERROR");
  }

  @Test
  void keepsATraceContextThatIsThereAlready() {
    TraceContext given =
        new TraceContext("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", null, null);
    PublishInterceptor first =
        new PublishInterceptor() {
          @Override
          public PublishSlot slot() {
            return PublishSlot.METADATA;
          }

          @Override
          public void intercept(EventDraft draft) {
            draft.traceContext(given);
          }
        };
    PublishPipeline pipeline =
        PublishPipeline.of(config, first, grocer.spans.tracing(config).publishing());

    Entry entry = pipeline.prepare(new PaymentProcessed("upg-1"), "central-bus").entry();

    assertThat(entry.traceContext()).isEqualTo(given);
    assertThat(grocer.spans.finished()).isEmpty();
  }

  @Test
  void splicesTheContextIntoReadyJson() {
    byte[] ready = "{\"orderId\":\"o-1\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8);

    publish(accepting(), OutgoingEvent.builder("grocer.shop", "Order Placed", ready).build());

    assertThat(sent.get(0).detail().json())
        .contains("},\"traceContext\":{\"traceparent\":\"00-")
        .endsWith("\"},\"orderId\":\"o-1\"}");
  }

  @Test
  void callsABusByItsNameWhenItIsGivenAsAnArn() {
    BusName.Names names = new BusName.Names();

    assertThat(names.of("arn:aws:events:us-east-1:121212121212:event-bus/central-bus").publish())
        .isEqualTo("publish central-bus");
    assertThat(names.of("default").create()).isEqualTo("create default");
  }

  private EventTransport accepting() {
    return entries -> answer(entries, new EntryResult.Accepted("bus-1"));
  }

  private CompletableFuture<List<EntryResult>> answer(List<Entry> entries, EntryResult result) {
    sent.addAll(entries);
    return CompletableFuture.completedFuture(entries.stream().map(entry -> result).toList());
  }

  private PublishResult publish(EventTransport transport, Object event) {
    return publisher(transport).publish(event);
  }

  private InMemoryEventPublisher publisher(EventTransport transport) {
    PublishPipeline pipeline =
        PublishPipeline.of(config, grocer.spans.tracing(config).publishing());
    return InMemoryEventPublisher.of(pipeline, grocer.bus, transport);
  }
}
