// SPDX-License-Identifier: Apache-2.0
package io.busbar.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DetailWriterTest {
  private static final EventId ID = EventId.of("01999f3e-0000-7000-8000-000000000001");
  private static final EventId CAUSE = EventId.of("01999f3e-0000-7000-8000-000000000002");
  private static final Instant AT = Instant.parse("2026-11-23T06:00:00.123Z");
  private static final EventMetadata FULL =
      new EventMetadata(
          ID,
          7,
          AT,
          "customer-web",
          "2.3.1",
          "111111111111",
          "corr-1",
          CAUSE,
          1,
          new Actor("user-1", List.of("subscription:upgrade", "order:place"), "https://id"));
  private static final EventMetadata SHORT =
      new EventMetadata(
          ID, EventMetadata.UNKNOWN_VERSION, AT, "shop", null, null, "corr-1", null, 0, null);
  private static final String SHORT_JSON =
      "{'_metadata':{'id':'01999f3e-0000-7000-8000-000000000001','occurredAt':'2026-11-23T06:00:00.123Z',"
          + "'service':'shop','correlationId':'corr-1'}";
  private static final TraceContext TRACE =
      new TraceContext(
          "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "vendor=1", "tier=plus");

  private final JacksonEventCodec codec = JacksonEventCodec.create();

  record OrderPlaced(String orderId, int total) {}

  record Empty() {}

  @Test
  void writesTheReservedMembersFirstThenTheRecordsOwn() {
    assertThat(json(new OrderPlaced("ord-1", 45), FULL, TRACE))
        .isEqualTo(
            quoted(
                "{'_metadata':{'id':'01999f3e-0000-7000-8000-000000000001','schemaVersion':7,"
                    + "'occurredAt':'2026-11-23T06:00:00.123Z','service':'customer-web','serviceVersion':'2.3.1',"
                    + "'account':'111111111111','correlationId':'corr-1',"
                    + "'causationId':'01999f3e-0000-7000-8000-000000000002','hops':1,"
                    + "'actor':{'subject':'user-1','scopes':['subscription:upgrade','order:place'],'issuer':'https://id'}},"
                    + "'traceContext':{'traceparent':'00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',"
                    + "'tracestate':'vendor=1','baggage':'tier=plus'},"
                    + "'orderId':'ord-1','total':45}"));
  }

  @Test
  void leavesOutWhatIsNotKnown() {
    assertThat(json(new OrderPlaced("ord-1", 45), SHORT, new TraceContext("00-a-b-01", null, null)))
        .isEqualTo(
            quoted(
                SHORT_JSON
                    + ",'traceContext':{'traceparent':'00-a-b-01'},'orderId':'ord-1','total':45}"));
  }

  @Test
  void writesAnActorWithoutScopesAndIssuer() {
    EventMetadata metadata =
        new EventMetadata(
            ID, 0, AT, "shop", null, null, "corr-1", null, 0, new Actor("job", List.of(), null));

    assertThat(json(new Empty(), metadata, null))
        .endsWith(quoted(",'actor':{'subject':'job','scopes':[]}}}"));
  }

  @Test
  void writesAnEmptyRecord() {
    assertThat(json(new Empty(), SHORT, null)).isEqualTo(quoted(SHORT_JSON + "}"));
    assertThat(json(new Empty(), SHORT, TRACE)).endsWith(quoted("'baggage':'tier=plus'}}"));
    assertThat(json(new Empty(), null, null)).isEqualTo("{}");
    assertThat(json(bytes(" { } "), SHORT, null)).isEqualTo(quoted(SHORT_JSON + "}"));
  }

  @Test
  void writesTheTraceAlone() {
    assertThat(json(new OrderPlaced("o", 1), null, new TraceContext("00-a-b-01", null, null)))
        .isEqualTo(quoted("{'traceContext':{'traceparent':'00-a-b-01'},'orderId':'o','total':1}"));
  }

  @Test
  void writesTheDetailAloneWhenTheReservedMembersAreSwitchedOff() {
    assertThat(json(new OrderPlaced("ord-1", 45), null, null))
        .isEqualTo(quoted("{'orderId':'ord-1','total':45}"));
  }

  @Test
  void escapesWhatTheReservedMembersHold() throws Exception {
    String odd = "a\"b\\c\nd\u0001 ü € 😀";
    EventMetadata metadata =
        new EventMetadata(
            ID, 0, AT, odd, odd, odd, odd, null, 0, new Actor(odd, List.of(odd), odd));

    String json = json(new Empty(), metadata, new TraceContext(odd, odd, odd));

    assertThat(json).contains("\"service\":\"a\\\"b\\\\c\\nd\\u0001 ü € 😀\"");
    JsonNode tree = new ObjectMapper().readTree(json);
    assertThat(tree.at("/_metadata/service").textValue()).isEqualTo(odd);
    assertThat(tree.at("/_metadata/actor/scopes/0").textValue()).isEqualTo(odd);
    assertThat(tree.at("/traceContext/baggage").textValue()).isEqualTo(odd);
  }

  @Test
  void writesMoreThanTheBufferHoldsAtFirst() {
    String long1 = "x".repeat(5_000) + "ü";

    EncodedDetail encoded = codec.encode(new OrderPlaced(long1, 1), SHORT, null);

    assertThat(encoded.json())
        .isEqualTo(quoted(SHORT_JSON + ",'orderId':'" + long1 + "','total':1}"));
    assertThat(encoded.length()).isEqualTo(encoded.json().length() + 1);
  }

  record Types(
      Instant at,
      Duration lease,
      Optional<String> present,
      Optional<String> absent,
      @Nullable String nothing,
      BigDecimal amount,
      List<String> list) {}

  @Test
  void writesTimesAsTextAndLeavesAbsentMembersOut() {
    Types types =
        new Types(
            Instant.parse("2026-11-23T06:00:00Z"),
            Duration.ofSeconds(90),
            Optional.of("x"),
            Optional.empty(),
            null,
            new BigDecimal("45.90"),
            List.of());

    assertThat(json(types, null, null))
        .isEqualTo(
            quoted(
                "{'at':'2026-11-23T06:00:00Z','lease':'PT1M30S','present':'x','amount':45.90,'list':[]}"));
  }

  @Test
  void takesMapsAndTrees() {
    assertThat(json(Map.of("a", 1), SHORT, null)).isEqualTo(quoted(SHORT_JSON + ",'a':1}"));
    assertThat(json(JsonNodeFactory.instance.objectNode().put("a", 1), SHORT, null))
        .isEqualTo(quoted(SHORT_JSON + ",'a':1}"));
  }

  @Test
  void joinsWhatAPrettyPrinterHasWritten() throws Exception {
    ObjectMapper pretty = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    EventCodec indenting = JacksonEventCodec.of(pretty);

    String record = indenting.encode(new OrderPlaced("o", 1), SHORT, null).json();
    String empty = indenting.encode(Map.of(), SHORT, null).json();

    assertThat(pretty.readTree(record).fieldNames())
        .toIterable()
        .containsExactly("_metadata", "orderId", "total");
    assertThat(empty).isEqualTo(quoted(SHORT_JSON + "}"));
  }

  @Test
  void refusesADetailThatIsNotAnObject() {
    assertThatThrownBy(() -> codec.encode(List.of(1), SHORT, null))
        .isInstanceOf(InvalidEventException.class)
        .hasMessage(
            "The detail of type java.util.ImmutableCollections$List12 is not a JSON object, which EventBridge refuses "
                + "(Detail is malformed.). Publish a record, a map, an object node, or such JSON as byte[].")
        .extracting(thrown -> ((InvalidEventException) thrown).code())
        .isEqualTo("MalformedDetail");
    assertThatThrownBy(() -> codec.encode("{\"a\":1}", null, null))
        .isInstanceOf(InvalidEventException.class)
        .hasMessageStartingWith("The detail of type java.lang.String is not a JSON object");
    assertThatThrownBy(() -> codec.encode(JsonNodeFactory.instance.arrayNode(), SHORT, null))
        .isInstanceOf(InvalidEventException.class);
    assertThatThrownBy(() -> codec.encode(Optional.empty(), SHORT, null))
        .isInstanceOf(InvalidEventException.class);
  }

  record OwnMetadata(@JsonProperty("_metadata") String mine) {}

  record OwnTrace(String traceContext) {}

  @Test
  void refusesMembersOfReservedNames() {
    assertThatThrownBy(() -> codec.encode(new OwnMetadata("x"), SHORT, null))
        .isInstanceOf(InvalidEventException.class)
        .hasMessage(
            "The detail has a member '_metadata' of its own, which is reserved for the library. Rename it, or publish "
                + "the event with reservedMembers(false), which leaves the detail as it is.");
    assertThatThrownBy(() -> codec.encode(new OwnTrace("x"), SHORT, null))
        .hasMessageContaining("'traceContext'");
    assertThatThrownBy(() -> codec.encode(new OwnTrace("x"), SHORT, null))
        .as("the second time as well")
        .isInstanceOf(InvalidEventException.class);
    assertThatThrownBy(() -> codec.encode(Map.of("_metadata", 1), SHORT, null))
        .isInstanceOf(InvalidEventException.class);
    assertThatThrownBy(
            () ->
                codec.encode(
                    JsonNodeFactory.instance.objectNode().put("traceContext", 1), null, TRACE))
        .isInstanceOf(InvalidEventException.class);
  }

  @Test
  void leavesReservedNamesAloneWhenTheLibraryWritesNone() {
    assertThat(json(new OwnTrace("x"), null, null)).isEqualTo("{\"traceContext\":\"x\"}");
  }

  record Broken(String orderId) {
    @JsonProperty
    String total() {
      return Optional.<String>empty().orElseThrow(() -> new IllegalStateException("no total"));
    }
  }

  @Test
  void saysWhichTypeCannotBeWritten() {
    assertThatThrownBy(() -> codec.encode(new Broken("o"), SHORT, null))
        .isInstanceOf(InvalidEventException.class)
        .hasMessage(
            "The detail of type io.busbar.core.DetailWriterTest$Broken cannot be written as JSON: no total");
  }

  private String json(
      Object detail, @Nullable EventMetadata metadata, @Nullable TraceContext trace) {
    return codec.encode(detail, metadata, trace).json();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }

  private static String quoted(String json) {
    return json.replace('\'', '"');
  }
}
