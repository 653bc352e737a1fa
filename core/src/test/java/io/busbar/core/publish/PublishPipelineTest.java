// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.busbar.core.Actor;
import io.busbar.core.BusbarConfig;
import io.busbar.core.Cause;
import io.busbar.core.EventId;
import io.busbar.core.EventMetadata;
import io.busbar.core.EventName;
import io.busbar.core.EventType;
import io.busbar.core.FixedTime;
import io.busbar.core.InvalidEventException;
import io.busbar.core.OutgoingEvent;
import io.busbar.core.PublishResult;
import io.busbar.core.ServiceIdentity;
import io.busbar.core.TraceContext;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class PublishPipelineTest {
  private static final EventId ID = EventId.of("01999f3e-0000-7000-8000-000000000001");
  private static final EventId CAUSING = EventId.of("01999f3e-0000-7000-8000-000000000002");
  private static final Cause CAUSE =
      new Cause(
          CAUSING,
          "corr-1",
          4,
          new TraceContext("00-a-b-01", null, null),
          new Actor("user-1", List.of(), null));

  private final List<String> trail = new ArrayList<>();
  private final BusbarConfig config =
      BusbarConfig.builder()
          .service(new ServiceIdentity("shop", "2.3.1", "111111111111", "us-east-1"))
          .time(new FixedTime("2026-11-23T06:00:00.123987Z"))
          .ids(() -> ID)
          .build();

  @EventType(source = "grocer.shop", name = "Order Placed", version = 7)
  record OrderPlaced(String orderId) {}

  @EventType(source = "grocer.shop", name = "Stock Counted", reservedMembers = false)
  record StockCounted(int count) {}

  @Test
  void makesAnEntryOfARecord() {
    PreparedEvent prepared =
        PublishPipeline.of(config).prepare(new OrderPlaced("o-1"), "central-bus");

    Entry entry = prepared.entry();
    assertThat(entry)
        .isEqualTo(
            Entry.of(
                ID, new EventName("grocer.shop", "Order Placed"), "central-bus", entry.detail()));
    assertThat(entry.detail().json())
        .isEqualTo(
            ("{'_metadata':{'id':'01999f3e-0000-7000-8000-000000000001','schemaVersion':7,"
                    + "'occurredAt':'2026-11-23T06:00:00.123Z','service':'shop','serviceVersion':'2.3.1',"
                    + "'account':'111111111111','correlationId':'01999f3e-0000-7000-8000-000000000001'},"
                    + "'orderId':'o-1'}")
                .replace('\'', '"'));
  }

  @Test
  void takesWhatTheEventSays() {
    Instant time = Instant.parse("2026-11-23T05:00:00Z");
    OutgoingEvent.Delivery delivery = new OutgoingEvent.Delivery.At(time);
    OutgoingEvent event =
        OutgoingEvent.builder(new OrderPlaced("o-1"))
            .id(CAUSING)
            .bus("other-bus")
            .resources(List.of("arn:aws:s3:::orders"))
            .time(time)
            .orderingKey("o-1")
            .deliverAt(time)
            .build();

    Entry entry = PublishPipeline.of(config).prepare(event, "central-bus").entry();

    assertThat(entry)
        .isEqualTo(
            new Entry(
                CAUSING,
                event.name(),
                "other-bus",
                entry.detail(),
                List.of("arn:aws:s3:::orders"),
                time,
                "o-1",
                delivery,
                null,
                null));
  }

  @Test
  @SuppressWarnings("try") // The scope is there for its end.
  void continuesWhatTheCurrentCauseBegan() throws IOException {
    try (Cause.Scope scope = CAUSE.open()) {
      JsonNode metadata =
          metadata(PublishPipeline.of(config).prepare(new OrderPlaced("o"), "b").entry());

      assertThat(metadata.get("correlationId").textValue()).isEqualTo("corr-1");
      assertThat(metadata.get("causationId").textValue()).isEqualTo(CAUSING.toString());
      assertThat(metadata.get("hops").intValue()).isEqualTo(5);
      assertThat(metadata.at("/actor/subject").textValue()).isEqualTo("user-1");
    }
  }

  @Test
  @SuppressWarnings("try") // The scope is there for its end.
  void prefersTheCauseThatTheEventNames() throws IOException {
    Cause other = new Cause(ID, "corr-2", 0, null, null);
    try (Cause.Scope scope = CAUSE.open()) {
      OutgoingEvent event = OutgoingEvent.builder(new OrderPlaced("o")).cause(other).build();

      JsonNode metadata = metadata(PublishPipeline.of(config).prepare(event, "b").entry());

      assertThat(metadata.get("correlationId").textValue()).isEqualTo("corr-2");
      assertThat(metadata.get("hops").intValue()).isEqualTo(1);
    }
  }

  @Test
  void leavesTheDetailAloneWhenTheEventWantsNoReservedMembers() {
    Entry entry =
        PublishPipeline.of(config, new Recording(PublishSlot.TRACE, this::trace))
            .prepare(new StockCounted(3), "b")
            .entry();

    assertThat(entry.detail().json()).isEqualTo("{\"count\":3}");
    assertThat(entry.id()).isEqualTo(ID);
  }

  @Test
  void runsInterceptorsInTheOrderOfTheirSlots() {
    PublishPipeline pipeline =
        PublishPipeline.of(
            config,
            new Recording(PublishSlot.VALIDATE, draft -> trail.add("validate " + draft.detail())),
            new Recording(PublishSlot.SERIALISE, draft -> trail.add("serialise " + draft.detail())),
            new Recording(PublishSlot.TRACE, draft -> trail.add("trace 1")),
            new Recording(PublishSlot.METADATA, draft -> trail.add("metadata " + draft.bus())),
            new Recording(PublishSlot.TRACE, draft -> trail.add("trace 2")));

    Entry entry = pipeline.prepare(new StockCounted(3), "b").entry();

    assertThat(trail)
        .containsExactly(
            "metadata b", "trace 1", "trace 2", "serialise null", "validate " + entry.detail());
  }

  @Test
  void writesWhatInterceptorsChange() throws IOException {
    PublishPipeline pipeline =
        PublishPipeline.of(
            config,
            new Recording(PublishSlot.METADATA, draft -> draft.metadata(on(draft, CAUSING))),
            new Recording(PublishSlot.TRACE, this::trace));

    Entry entry = pipeline.prepare(new OrderPlaced("o"), "b").entry();

    assertThat(entry.id()).isEqualTo(CAUSING);
    assertThat(metadata(entry).get("id").textValue()).isEqualTo(CAUSING.toString());
    assertThat(entry.traceHeader()).isEqualTo("Root=1-a");
    assertThat(entry.traceContext()).isEqualTo(new TraceContext("00-x-y-01", null, null));
    assertThat(entry.detail().json()).contains("\"traceContext\":{\"traceparent\":\"00-x-y-01\"}");
  }

  @Test
  void letsInterceptorsSeeTheEventAndItsCause() {
    OutgoingEvent event = OutgoingEvent.builder(new OrderPlaced("o")).cause(CAUSE).build();
    List<Object> seen = new ArrayList<>();

    PublishPipeline.of(
            config,
            new Recording(
                PublishSlot.TRACE,
                draft -> {
                  seen.add(draft.event());
                  seen.add(draft.cause());
                  seen.add(draft.metadata().hops());
                }))
        .prepare(event, "b");

    assertThat(seen).containsExactly(event, CAUSE, 5);
  }

  @Test
  void tellsEveryListenerOfTheResult() {
    PublishPipeline pipeline =
        PublishPipeline.of(
            config,
            new Recording(
                PublishSlot.TRACE, draft -> draft.onResult(result -> trail.add("1 " + result))),
            new Recording(
                PublishSlot.VALIDATE, draft -> draft.onResult(result -> trail.add("2 " + result))));
    PublishResult stored = new PublishResult.Stored(ID);

    pipeline.prepare(new OrderPlaced("o"), "b").completed(stored);
    PublishPipeline.of(config).prepare(new OrderPlaced("o"), "b").completed(stored);

    assertThat(trail).containsExactly("1 " + stored, "2 " + stored);
  }

  @Test
  void letsAnInterceptorRefuseTheEvent() {
    InvalidEventException refusal = new InvalidEventException("InvalidArgument", "not today");
    PublishPipeline pipeline =
        PublishPipeline.of(
            config,
            List.of(
                new Recording(
                    PublishSlot.VALIDATE,
                    draft -> {
                      throw refusal;
                    })));

    assertThatThrownBy(() -> pipeline.prepare(new OrderPlaced("o"), "b")).isSameAs(refusal);
    assertThat(refusal.code()).isEqualTo("InvalidArgument");
    assertThat(pipeline.config()).isSameAs(config);
  }

  @Test
  void countsAnEntrysSizeAsEventBridgeDoes() {
    Instant time = Instant.EPOCH;
    OutgoingEvent event =
        OutgoingEvent.builder("grocer.shöp", "Ünter", java.util.Map.of("a", "€"))
            .reservedMembers(false)
            .resources(List.of("ab", "c€"))
            .build();
    PublishPipeline pipeline = PublishPipeline.of(config);

    Entry entry = pipeline.prepare(event, "not counted").entry();
    Entry timed =
        new Entry(
            entry.id(),
            entry.name(),
            entry.bus(),
            entry.detail(),
            entry.resources(),
            time,
            null,
            null,
            "not counted",
            null);

    assertThat(entry.size()).isEqualTo(12 + 6 + 11 + 2 + 4);
    assertThat(timed.size()).isEqualTo(entry.size() + 14);
  }

  private void trace(EventDraft draft) {
    draft.traceContext(new TraceContext("00-x-y-01", null, null));
    draft.traceHeader("Root=1-a");
    trail.add("traced " + draft.traceHeader() + draft.traceContext().traceparent());
  }

  private static EventMetadata on(EventDraft draft, EventId id) {
    EventMetadata before = draft.metadata();
    return new EventMetadata(
        id,
        before.schemaVersion(),
        before.occurredAt(),
        before.service(),
        before.serviceVersion(),
        before.account(),
        before.correlationId(),
        before.causationId(),
        before.hops(),
        before.actor());
  }

  private static JsonNode metadata(Entry entry) throws IOException {
    return new ObjectMapper().readTree(entry.detail().utf8()).get("_metadata");
  }

  private record Recording(PublishSlot slot, Consumer<EventDraft> work)
      implements PublishInterceptor {
    @Override
    public void intercept(EventDraft draft) {
      work.accept(draft);
    }
  }
}
