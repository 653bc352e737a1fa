// SPDX-License-Identifier: Apache-2.0
package io.busbar.schema.validation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.busbar.core.EncodedDetail;
import io.busbar.core.EventName;
import io.busbar.core.EventType;
import io.busbar.core.EventValidator;
import io.busbar.core.Violation;
import io.busbar.schema.Constraints;
import io.busbar.schema.Sensitive;
import io.busbar.testkit.contract.EventValidatorContract;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaValidatorTest implements EventValidatorContract {

  enum Tier {
    FREE,
    PLUS
  }

  record Item(String id, @Constraints(minimum = "1") int quantity) {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  sealed interface Payment {}

  @JsonTypeName("card")
  record Card(@Sensitive @Constraints(pattern = "^[0-9]{16}$") String number) implements Payment {}

  @JsonTypeName("cash")
  record Cash() implements Payment {}

  @EventType(source = "grocer.shop", name = "Order Placed", version = 7)
  record OrderPlaced(
      @Constraints(pattern = "^ord-[0-9a-f]{8}$") String orderId,
      List<Item> items,
      Tier tier,
      Instant at,
      @Constraints(maxLength = 5) Optional<String> note,
      Map<String, BigDecimal> prices,
      Payment payment) {}

  private static final String VALID =
      "{'orderId':'ord-1a2b3c4d','items':[{'id':'a','quantity':1}],'tier':'PLUS',"
          + "'at':'2026-11-23T06:00:00Z','prices':{'a':1.5},'payment':{'type':'cash'}}";

  private final SchemaValidator orders = SchemaValidator.of(OrderPlaced.class);

  @Override
  public EventValidator validator() {
    return SchemaValidator.of(ThingHappened.class);
  }

  @Test
  void takesAValidEvent() {
    assertThat(validate(VALID)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          'ord-1a2b3c4d'  | 'ord-1' | $.orderId is 'ord-1', but must match the pattern '^ord-[0-9a-f]{8}$' (pattern).
          'quantity':1    | 'quantity':0 | $.items[0].quantity is 0, but must be at least 1 (minimum).
          'quantity':1    | 'quantity':'1' | $.items[0].quantity is '1', but must be of the type integer (type).
          'quantity':1    | 'count':1,'quantity':1 | $.items[0].count is 1, but must not be there: the schema is closed and does not name it (additionalProperties).
          ,'quantity':1   | "" | $.items[0].quantity is absent, but must be there (required).
          'PLUS'          | 'GOLD' | $.tier is 'GOLD', but must be one of FREE, PLUS (enum).
          '2026-11-23T06:00:00Z' | 'today' | $.at is 'today', but must have the format date-time (format).
          {'a':1.5}       | {'a':'x'} | $.prices.a is 'x', but must be of the type number (type).
          {'type':'cash'} | null | $.payment is null, but must be exactly one of the alternatives of the schema (oneOf).
          """)
  void saysWhereWhatAndWhichRule(String part, String wrong, String expected) {
    assertThat(validate(VALID.replace(part, wrong)))
        .extracting(Violation::describe)
        .contains(expected);
  }

  @Test
  void hidesWhatIsSensitive() {
    List<Violation> violations =
        validate(VALID.replace("{'type':'cash'}", "{'type':'card','number':'4111-1111'}"));

    assertThat(violations).isNotEmpty();
    assertThat(violations)
        .extracting(Violation::describe)
        .noneMatch(text -> text.contains("4111"))
        .contains(
            "$.payment.number is (sensitive), but must match the pattern '^[0-9]{16}$' (pattern).");
  }

  @Test
  void shortensLongValues() {
    assertThat(validate(VALID.replace("ord-1a2b3c4d", "x".repeat(1_000))))
        .singleElement()
        .satisfies(
            violation ->
                assertThat(violation.value())
                    .isEqualTo("'" + "x".repeat(79) + "… (1002 characters)"));
  }

  @Test
  void judgesNoEventOfAVersionThatItDoesNotKnow() {
    assertThat(orders.validate(name(), 6, EncodedDetail.of("{}"))).isEmpty();
    assertThat(orders.validate(name(), 7, EncodedDetail.of("{}"))).hasSize(6);
  }

  private List<Violation> validate(String detail) {
    return orders.validate(name(), 7, EncodedDetail.of(detail.replace('\'', '"')));
  }

  private static EventName name() {
    return new EventName("grocer.shop", "Order Placed");
  }
}
