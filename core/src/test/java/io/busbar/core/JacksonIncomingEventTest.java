// SPDX-License-Identifier: Apache-2.0
package io.busbar.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JacksonIncomingEventTest {
  private static final String METADATA = "\"_metadata\":{\"schemaVersion\":3},";
  private static final String EVENT_ID = EnvelopeText.BUS_EVENT_ID;

  private final EventCodec codec = JacksonEventCodec.create();

  record OrderPlaced(
      String orderId,
      long total,
      Optional<String> note,
      @Nullable Instant at,
      @Nullable List<Item> items) {}

  record Item(String id, int quantity) {}

  record Box<T>(T content) {}

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"_metadata\":{},\"orderId\":\"ö\",\"total\":1}",
        "{\"orderId\":\"ö\",\"_metadata\":{},\"total\":1}",
        "{\"orderId\":\"ö\",\"total\":1,\"traceContext\":{}}",
        " { \"unknown\" : { \"orderId\" : 5 } , \"orderId\" : \"\\u00f6\" , \"total\" : 1 } ",
        "{\"total\":1,\"orderId\":\"ö\",\"x\":[[{}]],\"note\":null}"
      })
  void readsTheDetailAsOftenAsItIsAskedFor(String detail) {
    IncomingEvent event = codec.read(EnvelopeText.of(detail));
    EventCodec.DetailReader reader = codec.reader(OrderPlaced.class);
    OrderPlaced order = new OrderPlaced("ö", 1, Optional.empty(), null, null);

    assertThat(event.detail(reader)).isEqualTo(order);
    assertThat(event.detail(reader)).isEqualTo(order);
    assertThat(event.detail(reader, event.detailTree())).isEqualTo(order);
    assertThat(event.text()).isEqualTo(EnvelopeText.of(detail));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"_metadata\":{}}", "{\"_metadata\":{},\"traceContext\":{}}"})
  void readsADetailWithoutMembersOfItsOwn(String detail) {
    record Nothing() {}
    IncomingEvent event = codec.read(EnvelopeText.of(detail));

    assertThat(event.detail(codec.reader(Nothing.class))).isEqualTo(new Nothing());
    assertThat(event.detail(codec.reader(Nothing.class))).isEqualTo(new Nothing());
    assertThat(event.detailTree()).isEmpty();
  }

  @Test
  void readsGenericTypes() {
    Type boxOfItems = new TypeReference<Box<List<Item>>>() {}.getType();
    IncomingEvent event =
        codec.read(
            EnvelopeText.of("{" + METADATA + "\"content\":[{\"id\":\"a\",\"quantity\":2}]}"));

    assertThat(event.detail(codec.reader(boxOfItems)))
        .isEqualTo(new Box<>(List.of(new Item("a", 2))));
  }

  @Test
  void readsAnUpcastTree() {
    IncomingEvent event = codec.read(EnvelopeText.of("{" + METADATA + "\"orderId\":\"a\"}"));
    JsonNode upcast = event.detailTree().put("total", 7);

    assertThat(event.detail(codec.reader(OrderPlaced.class), upcast))
        .isEqualTo(new OrderPlaced("a", 7, Optional.empty(), null, null));
  }

  @Test
  void givesTreesOfTheCallersOwn() {
    IncomingEvent event = codec.read(EnvelopeText.of("{" + METADATA + "\"a\":1.10}"));

    event.detailTree().put("a", 2);

    assertThat(event.detailTree())
        .isEqualTo(JsonNodeFactory.instance.objectNode().put("a", new BigDecimal("1.10")));
  }

  @Test
  void refusesADetailThatEndsInsideItsFirstNumber() {
    String whole = EnvelopeText.of("{\"traceContext\":{},\"a\":12}");
    IncomingEvent event = codec.read(whole.substring(0, whole.length() - "2}}".length()));

    assertThatThrownBy(event::detailTree)
        .isInstanceOf(MalformedEventException.class)
        .hasMessageStartingWith("The detail of 'Order Placed' from grocer.customer-web (event ");
  }

  /** Jackson does not notice before it makes the number. */
  @Test
  void refusesANumberThatNothingCanHold() {
    IncomingEvent event = codec.read(EnvelopeText.of("{\"a\":1e99999999999}"));

    assertThatThrownBy(event::detailTree)
        .isInstanceOf(MalformedEventException.class)
        .hasMessage(
            "The detail of 'Order Placed' from grocer.customer-web (event %s) is not well-formed JSON "
                    .formatted(EVENT_ID)
                + "(nested too deeply, or with a number or text that is too long).");
    assertThatThrownBy(event::envelopeTree).isInstanceOf(MalformedEventException.class);
    assertThatThrownBy(() -> event.detail(codec.reader(JsonNode.class)))
        .isInstanceOf(MalformedEventException.class);
  }

  @Test
  void givesTheWholeEnvelopeWithReservedMembers() {
    IncomingEvent event = codec.read(EnvelopeText.of("{" + METADATA + "\"a\":1}"));

    assertThat(event.envelopeTree().at("/detail/_metadata/schemaVersion").intValue()).isEqualTo(3);
    assertThat(event.envelopeTree().at("/detail-type").textValue()).isEqualTo("Order Placed");
    assertThat(event.envelopeTree()).isSameAs(event.envelopeTree());
  }

  static final class Rest {
    final Map<String, Object> members = new LinkedHashMap<>();

    @JsonAnySetter
    void put(String name, Object value) {
      members.put(name, value);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"_metadata\":{\"hops\":1},\"traceContext\":{},\"a\":1,\"b\":{\"_metadata\":2}}",
        "{\"a\":1,\"_metadata\":{\"hops\":1},\"b\":{\"_metadata\":2},\"traceContext\":{}}"
      })
  void keepsTheReservedMembersFromTypesThatTakeAnyMember(String detail) {
    IncomingEvent event = codec.read(EnvelopeText.of(detail));
    Type map = new TypeReference<Map<String, Object>>() {}.getType();
    Map<String, Object> expected = Map.of("a", 1, "b", Map.of("_metadata", 2));

    assertThat(event.detail(codec.reader(map))).isEqualTo(expected);
    assertThat(event.detail(codec.reader(map))).isEqualTo(expected);
    assertThat(((Rest) event.detail(codec.reader(Rest.class))).members).isEqualTo(expected);
  }

  record Foreign(String traceContext, int a) {}

  record Legacy(@JsonProperty("_metadata") Map<String, Object> metadata, int a) {}

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"_metadata\":{\"x\":1},\"traceContext\":\"mine\",\"a\":1}",
        "{\"a\":1,\"traceContext\":\"mine\",\"_metadata\":{\"x\":1}}"
      })
  void givesReservedMembersToTypesThatDeclareThem(String detail) {
    IncomingEvent event = codec.read(EnvelopeText.of(detail));

    assertThat(event.detail(codec.reader(Foreign.class))).isEqualTo(new Foreign("mine", 1));
    assertThat(event.detail(codec.reader(Legacy.class))).isEqualTo(new Legacy(Map.of("x", 1), 1));
    assertThat(event.detail(codec.reader(Foreign.class), event.detailTree().put("a", 2)))
        .isEqualTo(new Foreign("mine", 2));
  }

  @Test
  void readsDocumentsThatAreLargerThanTheParsersBuffers() {
    String long1 = "ü€😀".repeat(20_000);
    String detail = "{" + METADATA + "\"orderId\":\"" + long1 + "\",\"total\":1,\"note\":\"n\"}";
    String resources = "[\"" + "r".repeat(40_000) + "\"]";
    String text = EnvelopeText.of(detail).replace("[\"arn:aws:s3:::orders\"]", resources);
    EventCodec.DetailReader reader = codec.reader(OrderPlaced.class);
    OrderPlaced order = new OrderPlaced(long1, 1, Optional.of("n"), null, null);

    IncomingEvent event = codec.read(text);

    assertThat(event.head().metadata().schemaVersion()).isEqualTo(3);
    assertThat(event.head().resources().get(0)).hasSize(40_000);
    assertThat(event.detail(reader)).isEqualTo(order);
    assertThat(event.detail(reader)).isEqualTo(order);
  }

  @Test
  void worksWithAStrictMapperOfTheApplication() {
    ObjectMapper strict =
        new ObjectMapper()
            .enable(
                DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    EventCodec own = JacksonEventCodec.of(strict);
    IncomingEvent event =
        own.read(EnvelopeText.of("{" + METADATA + "\"id\":\"a\",\"new\":1,\"quantity\":2}"));

    assertThat(event.detail(own.reader(Item.class))).isEqualTo(new Item("a", 2));
    assertThat(event.detail(own.reader(Item.class))).isEqualTo(new Item("a", 2));
    assertThat(event.detailTree()).hasSize(3);
    assertThat(strict.isEnabled(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)).isTrue();
  }

  @Test
  void saysWhichPlaceDoesNotFitWithoutItsValue() {
    IncomingEvent event =
        codec.read(
            EnvelopeText.of(
                "{" + METADATA + "\"items\":[{\"id\":\"a\"},{\"quantity\":\"secret\"}]}"));

    assertThatThrownBy(() -> event.detail(codec.reader(OrderPlaced.class)))
        .isInstanceOf(MalformedEventException.class)
        .hasNoCause()
        .hasMessage(
            "The detail of 'Order Placed' from grocer.customer-web (event %s, schema version 3) does not fit "
                    .formatted(EVENT_ID)
                + "io.busbar.core.JacksonIncomingEventTest$OrderPlaced at 'items[0].quantity'. "
                + "Correct the sender, make the component Optional, or add an upcaster for the version.");
  }

  record Strict(int total) {
    Strict {
      if (total < 0) {
        throw new IllegalArgumentException("negative: " + total);
      }
    }
  }

  @Test
  void saysWhichTypeRefusesTheDetail() {
    IncomingEvent event = codec.read(EnvelopeText.of("{\"total\":-5}"));

    assertThatThrownBy(() -> event.detail(codec.reader(Strict.class)))
        .isInstanceOf(MalformedEventException.class)
        .hasMessage(
            "The detail of 'Order Placed' from grocer.customer-web (event %s, schema version unknown) does not fit "
                    .formatted(EVENT_ID)
                + "io.busbar.core.JacksonIncomingEventTest$Strict. "
                + "Correct the sender, make the component Optional, or add an upcaster for the version.");
  }

  @Test
  void refusesAMissingNumber() {
    IncomingEvent event = codec.read(EnvelopeText.of("{\"id\":\"a\"}"));

    assertThatThrownBy(() -> event.detail(codec.reader(Item.class)))
        .isInstanceOf(MalformedEventException.class)
        .hasMessageContaining(
            "does not fit io.busbar.core.JacksonIncomingEventTest$Item at 'quantity'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"_metadata\":{},\"id\":\"a\",\"quantity\":secret}",
        "{\"id\":\"a\",\"x\":[{\"y\""
      })
  void saysWhereADetailIsMalformed(String detail) {
    IncomingEvent event = codec.read(EnvelopeText.of(detail).replace("}}", "}").trim());
    String text =
        "The detail of 'Order Placed' from grocer.customer-web \\(event %s\\) is not well-formed JSON \\(line 1, column \\d+\\)\\."
            .formatted(EVENT_ID);

    assertThatThrownBy(() -> event.detail(codec.reader(Item.class)))
        .isInstanceOf(MalformedEventException.class)
        .message()
        .matches(text);
    assertThatThrownBy(event::detailTree).isInstanceOf(MalformedEventException.class);
    assertThatThrownBy(event::envelopeTree)
        .isInstanceOf(MalformedEventException.class)
        .message()
        .matches(text);
  }
}
