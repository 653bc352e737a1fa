// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PatternExplanationTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @ParameterizedTest(name = "{0} and {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"a":["x"]}                              | {"b":1}          | a is absent, but the pattern wants 'x'.
          {"a":["x"]}                              | {"a":"y"}        | a is 'y', but the pattern wants 'x'.
          {"a":["1"]}                              | {"a":1}          | a is 1, but the pattern wants '1'.
          {"a":["x","y"]}                          | {"a":"z"}        | a is 'z', but the pattern wants one of 'x', 'y'.
          {"a":[1,true,null]}                      | {"a":2}          | a is 2, but the pattern wants one of 1, true, null.
          {"a":["x"]}                              | {"a":null}       | a is null, but the pattern wants 'x'.
          {"a":["x"]}                              | {"a":["y","z"]}  | a has 'y', 'z', but the pattern wants 'x'.
          {"a":["x"]}                              | {"a":[1,2,3,4,5,6,7]} | a has 1, 2, 3, 4, 5 and 2 more, but the pattern wants 'x'.
          {"a":["x"]}                              | {"a":[]}         | a is an array without values, which counts as absent, but the pattern wants 'x'.
          {"a":["x"]}                              | {"a":{"b":"x"}}  | a is an object, which counts as absent, but the pattern wants 'x'.
          {"a":{"b":["x"]}}                        | {"a":{"b":"y"}}  | a.b is 'y', but the pattern wants 'x'.
          {"a":{"b":["x"]}}                        | {"a.b":"y"}      | a.b is 'y', but the pattern wants 'x'.
          {"a.b":["x"]}                            | {"a":{"b":"y"}}  | a.b is 'y', but the pattern wants 'x'.
          {"a":{"b":["x"]}}                        | {"a":[{"b":1},{"b":[2,[3]]},{"c":4}]} | a.b has 1, 2, 3, but the pattern wants 'x'.
          {"a":{"b":["x"]}}                        | {"a":"x"}        | a.b is absent, but the pattern wants 'x'.
          {"a":["x"],"b":["y"]}                    | {"a":"y","b":"x"} | a is 'y', but the pattern wants 'x'.
          {"b":["x"],"a":["y"]}                    | {"a":"x","b":"y"} | b is 'y', but the pattern wants 'x'.
          {"b":["x"],"a":["y"]}                    | {"a":"x","b":"x"} | a is 'x', but the pattern wants 'y'.
          {"a":[{"prefix":"x"}]}                   | {"a":"y"}        | a is 'y', but the pattern wants a value that begins with 'x'.
          {"a":[{"prefix":{"equals-ignore-case":"x"}}]} | {"a":"y"}   | a is 'y', but the pattern wants a value that begins with 'x' in any case.
          {"a":[{"suffix":"x"}]}                   | {"a":"y"}        | a is 'y', but the pattern wants a value that ends with 'x'.
          {"a":[{"suffix":{"equals-ignore-case":"x"}}]} | {"a":"y"}   | a is 'y', but the pattern wants a value that ends with 'x' in any case.
          {"a":[{"equals-ignore-case":"x"}]}       | {"a":"y"}        | a is 'y', but the pattern wants 'x' in any case.
          {"a":[{"exactly":"x"}]}                  | {"a":"y"}        | a is 'y', but the pattern wants 'x'.
          {"a":[{"wildcard":"x*"}]}                | {"a":"y"}        | a is 'y', but the pattern wants a value like 'x*'.
          {"a":[{"cidr":"10.0.0.0/24"}]}           | {"a":"10.0.1.0"} | a is '10.0.1.0', but the pattern wants an address in '10.0.0.0/24'.
          {"a":[{"numeric":[">",0]}]}              | {"a":0}          | a is 0, but the pattern wants a number > 0.
          {"a":[{"numeric":[">",0,"<=",5]}]}       | {"a":6.5}        | a is 6.5, but the pattern wants a number > 0 and <= 5.
          {"a":[{"exists":true}]}                  | {}               | a is absent, but the pattern wants any value.
          {"a":[{"exists":false}]}                 | {"a":"x"}        | a is 'x', but the pattern wants no value there.
          {"a":[{"anything-but":"x"}]}             | {"a":"x"}        | a is 'x', but the pattern wants any value but 'x'.
          {"a":[{"anything-but":"x"}]}             | {}               | a is absent, but the pattern wants any value but 'x'.
          {"a":[{"anything-but":[1,2]}]}           | {"a":2}          | a is 2, but the pattern wants any value but 1 or 2.
          {"a":[{"anything-but":{"prefix":"x"}}]}  | {"a":"xy"}       | a is 'xy', but the pattern wants any value that does not begin with 'x'.
          {"a":[{"anything-but":{"suffix":["x","y"]}}]} | {"a":"xy"}  | a is 'xy', but the pattern wants any value that does not end with 'x' or 'y'.
          {"a":[{"anything-but":{"equals-ignore-case":"x"}}]} | {"a":"X"} | a is 'X', but the pattern wants any value but 'x' in any case.
          {"a":[{"anything-but":{"wildcard":"*/tmp/*"}}]} | {"a":"/tmp/"} | a is '/tmp/', but the pattern wants any value not like '*/tmp/*'.
          {"a":["x",{"prefix":"y"},{"exists":false}]} | {"a":1}       | a is 1, but the pattern wants 'x', a value that begins with 'y' or no value there.
          """)
  void namesTheFirstFieldThatFails(String pattern, String event, String text) {
    assertThat(explain(pattern, event).text()).isEqualTo(text);
  }

  @ParameterizedTest(name = "{0} and {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"l":{"a":[1],"b":[2]}}            | {"l":[{"a":1,"b":4},{"a":3,"b":2}]}     | l.a and l.b each match by themselves, but no single element of l meets all of them.
          {"m":[0],"l":{"a":[1],"b":[2]}}    | {"m":0,"l":[{"a":1},{"b":2}]}           | l.a and l.b each match by themselves, but no single element of l meets all of them.
          {"l":{"a":[1],"b":[2],"c":[3]}}    | {"l":[{"a":1,"b":2},{"c":3}]}           | l.b and l.c each match by themselves, but no single element of l meets all of them.
          {"l":{"a":[1],"m":{"b":[2],"c":[3]}}} | {"l":[{"a":1,"m":[{"b":2},{"c":3}]}]} | l.m.b and l.m.c each match by themselves, but no single element of l.m meets all of them.
          {"l":{"a":[1],"m":{"b":[2]}}}      | {"l":[{"a":1},{"m":[{"b":2}]}]}         | l.a and l.m.b each match by themselves, but no single element of l meets all of them.
          {"l":{"a":[1],"$or":[{"b":[2]},{"c":[3]}]}} | {"l":[{"a":1},{"c":3}]}        | l.a and l.c each match by themselves, but no single element of l meets all of them.
          """)
  void saysThatFieldsDoNotMatchTogether(String pattern, String event, String text) {
    assertThat(explain(pattern, event).text()).isEqualTo(text);
  }

  @ParameterizedTest(name = "{0} and {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"$or":[{"a":[1]},{"b":[2]}]}                     | {"a":2}        | $or has no alternative that matches: (1) a is 2, but the pattern wants 1; (2) b is absent, but the pattern wants 2.
          {"d":{"$or":[{"a":[1]},{"b":[2],"c":[3]}]}}       | {"d":{"b":2}}  | d.$or has no alternative that matches: (1) d.a is absent, but the pattern wants 1; (2) d.c is absent, but the pattern wants 3.
          {"$or":[{"a":[1]},{"b":[2]}],"c":[3]}             | {"a":1}        | c is absent, but the pattern wants 3.
          {"$or":[{"a":[1]},{"$or":[{"b":[2]},{"c":[3]}]}]} | {"c":4}        | $or has no alternative that matches: (1) a is absent, but the pattern wants 1; (2) $or has no alternative that matches: (1) b is absent, but the pattern wants 2; (2) c is 4, but the pattern wants 3.
          {"$or":[{"a":[1]},{"l":{"b":[2],"c":[3]}}]}       | {"l":[{"b":2},{"c":3}]} | $or has no alternative that matches: (1) a is absent, but the pattern wants 1; (2) l.b and l.c each match by themselves, but no single element of l meets all of them.
          {"$or":[{"a":[1]},{"b":[2]}],"d":{"$or":[{"e":[1]},{"f":[2]}]}} | {"a":1,"d":{"e":2}} | d.$or has no alternative that matches: (1) d.e is 2, but the pattern wants 1; (2) d.f is absent, but the pattern wants 2.
          """)
  void explainsEveryAlternative(String pattern, String event, String text) {
    assertThat(explain(pattern, event).text()).isEqualTo(text);
  }

  /** event-ruler lets a field that comes again replace what it was before. */
  @ParameterizedTest(name = "{0} and {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"a":[1],"a":[2]}                              | {"a":1}       | a is 1, but the pattern wants 2.
          {"d":{"a":[1]},"d.a":[2]}                      | {"d":{"a":1}} | d.a is 1, but the pattern wants 2.
          {"a":[1],"$or":[{"a":[2]},{"b":[3]}]}          | {"a":3,"b":3} | $or has no alternative that matches: (1) a is 3, but the pattern wants 2; (2) a is 3, but the pattern wants 1.
          {"a":[1],"$or":[{"a":[2]},{"b":[3]}]}          | {"a":2}       | The pattern takes the event.
          {"$or":[{"a":[1]},{"b":[1]}],"$or":[{"a":[2]},{"c":[1]}]} | {"b":1} | $or has no alternative that matches: (1) a is absent, but the pattern wants 2; (2) a is absent, but the pattern wants 2; (3) a is absent, but the pattern wants 1; (4) c is absent, but the pattern wants 1.
          """)
  void followsEventRulerWhereAFieldComesAgain(String pattern, String event, String text) {
    assertThat(explain(pattern, event).text()).isEqualTo(text);
  }

  /** Where an array is involved, event-ruler looks for absence in the element that is chosen. */
  @Test
  void doesNotBlameAnAbsenceThatTheElementsHave() {
    assertThat(
            explain(
                    "{\"l\":{\"b\":[{\"exists\":false}],\"a\":[1]},\"m\":[1]}",
                    "{\"l\":[{\"a\":1},{\"b\":2}],\"m\":2}")
                .text())
        .isEqualTo("m is 2, but the pattern wants 1.");
  }

  @Test
  void showsTheFirstTenAlternatives() {
    String alternatives = "{\"a\":[0]},".repeat(12) + "{\"b\":[1]}";

    assertThat(explain("{\"$or\":[" + alternatives + "]}", "{\"a\":1}").text())
        .startsWith("$or has no alternative that matches: (1) a is 1, but the pattern wants 0; (2)")
        .endsWith("; (10) a is 1, but the pattern wants 0; and 3 more.");
  }

  @Test
  void shortensLongValues() {
    assertThat(explain("{\"a\":[1]}", "{\"a\":\"" + "x".repeat(81) + "\"}").text())
        .isEqualTo("a is '" + "x".repeat(80) + "…', but the pattern wants 1.");
  }

  @Test
  void isAValueAsWell() {
    assertThat(explain("{\"a\": [ \"x\",  1.50 ]}", "{\"a\":[\"y\",\"z\"]}"))
        .isEqualTo(
            new PatternExplanation.FieldDiffers(
                "a",
                List.of(TextNode.valueOf("y"), TextNode.valueOf("z")),
                "[\"x\",1.5]",
                "a has 'y', 'z', but the pattern wants one of 'x', 1.5."));
    assertThat(explain("{\"a\":[1]}", "{\"a\":1}"))
        .isEqualTo(new PatternExplanation.Matches())
        .matches(PatternExplanation::isMatch);
    assertThat(explain("{\"l\":{\"a\":[1],\"b\":[2]}}", "{\"l\":[{\"a\":1},{\"b\":2}]}"))
        .isEqualTo(new PatternExplanation.NotTogether(List.of("l.a", "l.b"), List.of("l")))
        .matches(explanation -> !explanation.isMatch());
  }

  @ParameterizedTest(name = "version {0}")
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
  void saysWhyTheDeployedOrderRuleCannotMatch(int version) {
    EventPattern deployed =
        EventPattern.of(
            """
            {"source": ["grocer.customer-web"],
             "detail-type": ["Order Placed"],
             "detail": {
               "orderStatus": ["PENDING"],
               "paymentMethod": ["CREDIT_CARD", "DEBIT_CARD", "APPLE_PAY"]}}""");

    assertThat(deployed.explain(orderPlaced(version)))
        .isEqualTo(
            new PatternExplanation.FieldDiffers(
                "detail.orderStatus",
                List.of(),
                "[\"PENDING\"]",
                "detail.orderStatus is absent, but the pattern wants 'PENDING'."));
  }

  @Test
  void asksForTheWholeEnvelope() throws IOException {
    JsonNode array = JSON.readTree("[]");

    assertThatThrownBy(() -> EventPattern.of("{\"a\":[1]}").explain(array))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The event is not a JSON object, but of type 'ARRAY'. Give the whole envelope, as EventBridge delivers it.");
  }

  private static PatternExplanation explain(String pattern, String event) {
    try {
      return EventPattern.of(pattern).explain(JSON.readTree(event));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode orderPlaced(int version) {
    String file = "/events/order-placed/v%d.json".formatted(version);
    try (InputStream sample = PatternExplanationTest.class.getResourceAsStream(file)) {
      return JSON.createObjectNode()
          .put("version", "0")
          .put("id", "1ce3ff0a-6d4a-4b6c-8d4e-6f0f5a6c0a0" + version)
          .put("detail-type", "Order Placed")
          .put("source", "grocer.customer-web")
          .put("account", "111111111111")
          .put("time", "2026-11-23T06:00:00Z")
          .put("region", "us-east-1")
          .set("detail", JSON.readTree(sample));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
