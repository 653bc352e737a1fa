// SPDX-License-Identifier: Apache-2.0
package io.busbar.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import io.busbar.core.EventType;
import io.busbar.core.JacksonEventCodec;
import io.busbar.schema.validation.CompiledSchema;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZonedDateTime;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaGeneratorTest {

  enum Tier {
    FREE,
    @JsonProperty("plus")
    PLUS
  }

  @Constraints(pattern = "^ord-[0-9a-f]{8}$")
  record OrderId(@JsonValue String value) {}

  @Sensitive
  record CardNumber(@JsonValue String digits) {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  sealed interface Payment {}

  @JsonTypeName("card")
  record Card(CardNumber number) implements Payment {}

  @JsonTypeName("cash")
  record Cash() implements Payment {}

  record Category(String name, List<Category> within) {}

  @EventType(source = "grocer.shop", name = "Order Placed", version = 7)
  record OrderPlaced(
      OrderId orderId,
      @JsonProperty("tierV2") Tier tier,
      @Nullable Tier former,
      Optional<String> note,
      OptionalInt floor,
      Payment payment,
      Category category,
      Map<String, BigDecimal> prices,
      @Constraints(minItems = 1, maxItems = 9) List<OrderId> related,
      @Constraints(minimum = "0.01", maximum = "999") BigDecimal total,
      @Sensitive @Constraints(minLength = 3, maxLength = 80) String customer,
      @JsonPropertyDescription("What the driver reads") String label,
      @Size(min = 2, max = 5) @NotBlank String jakarta,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> leftOutWhenEmpty,
      @DeprecatedField(since = 4, removeAfter = "2027-06-30", replacedBy = "related")
          List<String> items,
      JsonNode anything) {}

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          orderId  | {'type':'string','pattern':'^ord-[0-9a-f]{8}$'}
          tierV2   | {'$ref':'#/$defs/Tier'}
          former   | {'anyOf':[{'type':'null'},{'$ref':'#/$defs/Tier'}]}
          note     | {'type':['string','null']}
          floor    | {'type':['integer','null'],'format':'int32'}
          payment  | {'oneOf':[{'type':'object','properties':{'type':{'type':'string','const':'card'},'number':{'type':'string','x-busbar-sensitive':true}},'required':['type','number'],'additionalProperties':false},{'type':'object','properties':{'type':{'type':'string','const':'cash'}},'required':['type'],'additionalProperties':false}]}
          category | {'$ref':'#/$defs/Category'}
          prices   | {'type':'object','additionalProperties':{'type':'number'}}
          related  | {'minItems':1,'maxItems':9,'type':'array','items':{'type':'string','pattern':'^ord-[0-9a-f]{8}$'}}
          total    | {'type':'number','minimum':0.01,'maximum':999}
          customer | {'type':'string','minLength':3,'maxLength':80,'x-busbar-sensitive':true}
          label    | {'type':'string','description':'What the driver reads'}
          jakarta  | {'type':'string','minLength':2,'maxLength':5}
          items    | {'type':'array','items':{'type':'string'},'deprecated':true,'x-busbar-deprecated':{'since':4,'removeAfter':'2027-06-30','replacedBy':'related'}}
          anything | {}
          _metadata | {'type':'object'}
          """)
  void describesEveryComponent(String member, String expected) throws Exception {
    JsonNode properties = schema().path("properties");

    assertThat(properties.get(member)).isEqualTo(Json.READER.readTree(expected.replace('\'', '"')));
  }

  @Test
  void requiresWhatIsAlwaysWritten() {
    assertThat(schema().get("required"))
        .extracting(JsonNode::textValue)
        .containsExactly(
            "orderId",
            "tierV2",
            "payment",
            "category",
            "prices",
            "related",
            "total",
            "customer",
            "label",
            "jakarta",
            "items",
            "anything");
    assertThat(schema().get("additionalProperties").booleanValue()).isFalse();
  }

  @Test
  void saysWhichEventItIsFor() throws Exception {
    EventSchema schema = SchemaGenerator.create().schema(OrderPlaced.class);

    assertThat(schema.document().get("x-busbar-event"))
        .isEqualTo(
            Json.READER.readTree(
                "{\"source\":\"grocer.shop\",\"detailType\":\"Order Placed\",\"version\":7}"));
    assertThat(EventSchema.parse(schema.text())).isEqualTo(schema);
    assertThat(schema.text())
        .startsWith("{\n  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n");
    assertThat(schema.fingerprint()).startsWith("sha256:").hasSize(39);
    assertThat(schema).hasToString("'Order Placed' from grocer.shop version 7");
  }

  @SuppressWarnings("ArrayRecordComponent") // Users have them.
  @EventType(source = "grocer.shop", name = "Moment Passed")
  record MomentPassed(
      Instant instant,
      OffsetDateTime offset,
      ZonedDateTime zoned,
      LocalDate date,
      LocalTime time,
      LocalDateTime dateTime,
      YearMonth month,
      Year year,
      Duration duration,
      Period period,
      UUID uuid,
      URI uri,
      Currency currency,
      char letter,
      byte[] bytes,
      long number,
      Set<Tier> tiers,
      double ratio) {}

  /** Whatever Jackson makes of Java's types is what their schema says. */
  @Test
  void acceptsWhatJacksonWritesOfEveryType() {
    CompiledSchema schema = CompiledSchema.of(SchemaGenerator.create().schema(MomentPassed.class));

    for (Duration duration :
        List.of(
            Duration.ZERO,
            Duration.ofMillis(-1_500),
            Duration.ofHours(30).plusSeconds(1),
            Duration.ofNanos(7))) {
      MomentPassed event =
          new MomentPassed(
              Instant.parse("2026-11-23T06:00:00.123456789Z"),
              OffsetDateTime.parse("2026-11-23T06:00:00+01:00"),
              ZonedDateTime.parse("2026-11-23T06:00:00+01:00[Europe/Berlin]"),
              LocalDate.parse("2024-02-29"),
              LocalTime.parse("06:00"),
              LocalDateTime.parse("2026-11-23T06:00:00.5"),
              YearMonth.parse("2026-11"),
              Year.of(2026),
              duration,
              Period.of(1, -2, 3),
              UUID.fromString("01999f3e-5b10-7c02-8f4e-2d6a9b7c3e05"),
              URI.create("https://grocer.example/orders?id=1#top"),
              Currency.getInstance("EUR"),
              'ä',
              new byte[] {1, 2},
              Long.MIN_VALUE,
              Set.of(Tier.PLUS),
              1e300);
      String json = JacksonEventCodec.create().encode(event, null, null).json();

      assertThat(schema.violations(json)).as(json).isEmpty();
    }
  }

  @EventType(source = "grocer.shop", name = "Card Charged")
  @JsonTypeName("charged")
  record CardCharged(int cents) implements Outcome {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  sealed interface Outcome permits CardCharged {}

  @Test
  void namesTheKindThatJacksonWritesForARecordOfAFamily() {
    EventSchema schema = SchemaGenerator.create().schema(CardCharged.class);
    String json = JacksonEventCodec.create().encode(new CardCharged(7), null, null).json();

    assertThat(json).isEqualTo("{\"kind\":\"charged\",\"cents\":7}");
    assertThat(CompiledSchema.of(schema).violations(json)).isEmpty();
  }

  sealed interface Untold permits Told {}

  record Told() implements Untold {}

  @EventType(source = "grocer.shop", name = "Something Told")
  record SomethingTold(Untold what) {}

  @Test
  void refusesASealedTypeThatCannotBeToldApart() {
    assertThatThrownBy(() -> SchemaGenerator.create().schema(SomethingTold.class))
        .hasMessage(
            "io.busbar.schema.SchemaGeneratorTest$Untold is sealed, but nothing in its JSON says which of its types a value is. "
                + "Annotate it with @JsonTypeInfo(use = NAME, property = \"type\"), and its types with @JsonTypeName.");
  }

  @EventType(source = "grocer.shop", name = "Order Flattened")
  record OrderFlattened(@JsonUnwrapped Category category) {}

  @Test
  void refusesWhatAClosedSchemaCannotDescribe() {
    assertThatThrownBy(() -> SchemaGenerator.create().schema(OrderFlattened.class))
        .hasMessage(
            "io.busbar.schema.SchemaGeneratorTest$OrderFlattened.category is @JsonUnwrapped, which a closed schema cannot describe. "
                + "Put its members into the record itself.");
  }

  @Test
  void refusesADocumentThatDoesNotSayItsEvent() {
    assertThatThrownBy(() -> EventSchema.parse("{\"title\":\"Order\"}"))
        .hasMessage(
            "The schema 'Order' does not say which event it is for. Add \"x-busbar-event\": {\"source\": …, \"detailType\": …, \"version\": …} to it.");
    assertThatThrownBy(() -> EventSchema.parse("[]"))
        .hasMessage("The schema is not a JSON object. Write one as in '{…}'.");
  }

  private static JsonNode schema() {
    return SchemaGenerator.create().schema(OrderPlaced.class).document();
  }
}
