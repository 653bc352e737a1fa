// SPDX-License-Identifier: Apache-2.0
package io.busbar.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

class EventCodecPropertiesTest {
  private static final EventCodec CODEC = JacksonEventCodec.create();
  private static final EventCodec.DetailReader READER = CODEC.reader(Order.class);

  /** Jackson as everybody has it, to compare with. */
  private static final ObjectMapper PLAIN =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .addModule(new Jdk8Module())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private static final String METADATA =
      "\"_metadata\":{\"id\":\"01999f3e-0000-7000-8000-000000000001\",\"schemaVersion\":7,\"hops\":1,\"x\":{\"id\":\"wrong\"}}";
  private static final String TRACE =
      "\"traceContext\" : {\"traceparent\":\"00-a-b-01\",\"tracestate\":\"s\"}";
  private static final List<String> OWN =
      List.of(
          "\"orderId\":\"ord-ü€😀\"",
          "\"total\": 45",
          "\"lines\":[{\"sku\":\"a\",\"price\":1.50,\"traceContext\":{}}]",
          "\"unknown\":{\"_metadata\":{\"id\":\"wrong\"},\"detail\":{\"a\":[]},\"}\":\"{\"}");
  private static final List<String> ENVELOPE =
      List.of(
          "\"version\":\"0\"",
          "\"id\":\"bus-1\"",
          "\"detail-type\":\"Order Placed\"",
          "\"source\":\"grocer.shop\"",
          "\"account\":\"111111111111\"",
          "\"time\": \"2026-11-23T06:00:00Z\"",
          "\"region\":\"us-east-1\"",
          "\"resources\":[\"a\",\"b\"]",
          "\"replay-name\":\"r-1\"",
          "\"x\":{\"id\":\"wrong\",\"detail\":{\"orderId\":\"wrong\"},\"source\":[\"wrong\"]}");

  record Order(
      String orderId,
      long total,
      @Nullable String note,
      Optional<Instant> at,
      @Nullable List<Line> lines) {}

  record Line(String sku, BigDecimal price) {}

  @Property(tries = 400)
  void anyOrderOfMembersGivesTheSameHeadAndTheSameRecord(
      @ForAll("details") List<String> detail, @ForAll("envelopes") List<String> envelope)
      throws Exception {
    List<String> members = new ArrayList<>(envelope);
    members.replaceAll(member -> member.equals("detail") ? "\"detail\":" + object(detail) : member);
    String text = object(members);
    ObjectNode plain = (ObjectNode) PLAIN.readTree(text).get("detail");
    plain.remove(List.of("_metadata", "traceContext"));

    IncomingEvent event = CODEC.read(text);

    assertThat(event.head()).isEqualTo(expectedHead());
    assertThat(event.detail(READER)).as("in place").isEqualTo(expectedOrder());
    assertThat(event.detail(READER)).as("read again").isEqualTo(expectedOrder());
    assertThat(event.detailTree().toString()).isEqualTo(plain.toString());
    assertThat(CODEC.read(text).detailTree().toString()).isEqualTo(plain.toString());
    assertThat(event.detail(READER, plain)).isEqualTo(expectedOrder());
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void whatIsWrittenIsReadAgain(
      @ForAll("orders") Order order,
      @ForAll("metadata") EventMetadata metadata,
      @ForAll("traces") Optional<TraceContext> trace)
      throws Exception {
    EncodedDetail encoded = CODEC.encode(order, metadata, trace.orElse(null));

    IncomingEvent event = CODEC.read(EnvelopeText.of(encoded.json()));

    assertThat(PLAIN.readTree(encoded.utf8()).fieldNames().next()).isEqualTo("_metadata");
    assertThat(event.head().metadata()).isEqualTo(metadata);
    assertThat(event.head().traceContext()).isEqualTo(trace.orElse(null));
    assertThat(event.detail(READER)).isEqualTo(order);
    assertThat(event.detail(READER)).isEqualTo(order);
  }

  @Property(tries = 500)
  void garbageIsMalformedAndNothingElse(@ForAll String text) {
    readAll(text);
    readAll(EnvelopeText.of(text));
  }

  @Property(tries = 3_000)
  void damagedEnvelopesAreMalformedOrReadableAndNothingElse(@ForAll Random random) {
    StringBuilder text =
        new StringBuilder(
            EnvelopeText.of("{" + METADATA + "," + TRACE + "," + String.join(",", OWN) + "}"));
    int damages = 1 + random.nextInt(3);
    for (int i = 0; i < damages; i++) {
      damage(text, random);
    }
    readAll(text.toString());
  }

  @Provide
  Arbitrary<List<String>> details() {
    List<String> members = new ArrayList<>(OWN);
    members.add(METADATA);
    members.add(TRACE);
    return Arbitraries.shuffle(members);
  }

  @Provide
  Arbitrary<List<String>> envelopes() {
    List<String> members = new ArrayList<>(ENVELOPE);
    members.add("detail");
    return Arbitraries.shuffle(members);
  }

  @Provide
  Arbitrary<Order> orders() {
    Arbitrary<Line> line =
        Combinators.combine(Arbitraries.strings(), Arbitraries.bigDecimals().ofScale(2))
            .as(Line::new);
    return Combinators.combine(
            text(),
            Arbitraries.longs(),
            text().injectNull(0.3),
            times().optional(),
            line.list().ofMaxSize(3).injectNull(0.3))
        .as(Order::new);
  }

  @Provide
  Arbitrary<EventMetadata> metadata() {
    Arbitrary<Actor> actor =
        Combinators.combine(text(), text().list().ofMaxSize(2), text().injectNull(0.5))
            .as(Actor::new);
    return Combinators.combine(
            ids(),
            Arbitraries.integers().between(0, 999_999_999),
            times(),
            text().map(text -> "s" + text),
            text().injectNull(0.5),
            ids().injectNull(0.5),
            Arbitraries.integers().between(0, 40),
            actor.injectNull(0.5))
        .as(
            (id, version, at, service, other, causation, hops, who) ->
                new EventMetadata(
                    id, version, at, service, other, other, service, causation, hops, who));
  }

  @Provide
  Arbitrary<Optional<TraceContext>> traces() {
    return Combinators.combine(text(), text().injectNull(0.5), text().injectNull(0.5))
        .as(TraceContext::new)
        .optional();
  }

  /** Any text but halves of surrogate pairs, which UTF-8 has no bytes for. */
  private static Arbitrary<String> text() {
    return Arbitraries.strings()
        .ofMaxLength(20)
        .map(text -> text.replaceAll("[\\ud800-\\udfff]", "😀"));
  }

  private static Arbitrary<EventId> ids() {
    return Combinators.combine(Arbitraries.longs(), Arbitraries.longs())
        .as((high, low) -> new EventId(new UUID(high, low)));
  }

  private static Arbitrary<Instant> times() {
    return Arbitraries.longs().between(0, 4_102_444_800_000L).map(Instant::ofEpochMilli);
  }

  private static void readAll(String text) {
    try {
      IncomingEvent event = CODEC.read(text);
      readDetail(() -> event.detail(READER));
      readDetail(() -> event.detail(READER));
      readDetail(event::detailTree);
      readDetail(event::envelopeTree);
    } catch (MalformedEventException expected) {
      assertThat(expected).hasMessageStartingWith("The message is not ");
    }
  }

  private static void readDetail(Runnable read) {
    try {
      read.run();
    } catch (MalformedEventException expected) {
      assertThat(expected).hasMessageStartingWith("The detail of ");
    }
  }

  private static void damage(StringBuilder text, Random random) {
    String alphabet = "{}[]\",:\\0-1e. \u0000nult";
    text.append(text.isEmpty() ? "{" : "");
    int from = random.nextInt(text.length());
    int to = Math.min(text.length(), from + 1 + random.nextInt(12));
    switch (random.nextInt(4)) {
      case 0 -> text.delete(from, to);
      case 1 -> text.setCharAt(from, alphabet.charAt(random.nextInt(alphabet.length())));
      case 2 -> text.insert(random.nextInt(text.length()), text.substring(from, to));
      default -> text.setLength(Math.max(1, from));
    }
  }

  private static String object(List<String> members) {
    return "{" + String.join(",", members) + "}";
  }

  private static EventHead expectedHead() {
    EventId id = EventId.of("01999f3e-0000-7000-8000-000000000001");
    Instant time = Instant.parse("2026-11-23T06:00:00Z");
    return new EventHead(
        "bus-1",
        new EventName("grocer.shop", "Order Placed"),
        "111111111111",
        "us-east-1",
        time,
        List.of("a", "b"),
        "r-1",
        new EventMetadata(id, 7, time, "grocer.shop", null, null, id.toString(), null, 1, null),
        new TraceContext("00-a-b-01", "s", null));
  }

  private static Order expectedOrder() {
    return new Order(
        "ord-ü€😀", 45, null, Optional.empty(), List.of(new Line("a", new BigDecimal("1.50"))));
  }
}
