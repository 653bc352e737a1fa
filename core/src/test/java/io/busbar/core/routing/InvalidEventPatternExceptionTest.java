// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What EventBridge refuses. Reasons and locations have the form that AWS gives. */
class InvalidEventPatternExceptionTest {

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '`',
      textBlock =
          """
          {"a":42} ¦ "a" must be an object or an array ¦ 8 ¦ Put the value into an array: a field lists the values that match.
          {"a":null} ¦ "a" must be an object or an array ¦ 10 ¦ Put the value into an array: a field lists the values that match.
          ["a"] ¦ Filter is not an object ¦ 2 ¦ Write the pattern as a JSON object, as in {"source":["grocer.payment"]}.
          this is no pattern ¦ Unrecognized token 'this': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false') ¦ 1 ¦ Correct the JSON at this place.
          {'a':[1]} ¦ Unexpected character (''' (code 39)): was expecting double-quote to start field name ¦ 2 ¦ Correct the JSON at this place.
          {"a":[1] ¦ Unexpected end-of-input: expected close marker for Object (start marker at [Source: (String)"{"a":[1]"; line: 1, column: 1]) ¦ 9 ¦ Correct the JSON at this place.
          {"a":[ ¦ Unexpected end-of-input: expected close marker for Array (start marker at [Source: (String)"{"a":["; line: 1, column: 6]) ¦ 7 ¦ Correct the JSON at this place.
          {} ¦ Empty objects are not allowed ¦ 3 ¦ Remove the empty object: a field that is not named matches anything.
          {"a":{}} ¦ Empty objects are not allowed ¦ 8 ¦ Remove the empty object: a field that is not named matches anything.
          {"a":[]} ¦ Empty arrays are not allowed ¦ 8 ¦ Name at least one value, or take any with [{"exists":true}].
          {"a":[[1]]} ¦ Match value must be String, number, true, false, or null ¦ 8 ¦ Remove the inner brackets: arrays cannot be nested.
          {"a":[{}]} ¦ Match expression name not found ¦ 9 ¦ Put one operator into the object, as in {"prefix":"a"}.
          {"a":[{"EXISTS":true}]} ¦ Unrecognized match type EXISTS ¦ 21 ¦ Use one of prefix, suffix, equals-ignore-case, wildcard, anything-but, numeric, cidr, exists.
          {"a":[{"exists":"true"}]} ¦ exists match pattern must be either true or false. ¦ 18 ¦ Write {"exists":true} or {"exists":false}, without quotes.
          {"a":[{"numeric":[">>",1]}]} ¦ Unrecognized numeric range operator: >> ¦ 25 ¦ Use one of = < <= > >=.
          {"a":[{"numeric":[">",0,">",1]}]} ¦ Bad numeric range operator: > ¦ 28 ¦ Name the lower bound first, with > or >=, then the upper bound, with < or <=.
          {"a":[{"numeric":[">",5,"<",5]}]} ¦ Bottom must be less than top ¦ 31 ¦ Make the lower bound less than the upper bound.
          {"a":[{"numeric":[">","1"]}]} ¦ Value of > must be numeric ¦ 24 ¦ Write a number after the operator, without quotes.
          {"a":[{"numeric":["=","1"]}]} ¦ Value of equals must be numeric ¦ 24 ¦ Write a number after the operator, without quotes.
          {"a":[{"numeric":[">",0,"<"]}]} ¦ Value of < must be numeric ¦ 29 ¦ Write a number after the operator, without quotes.
          {"a":[{"numeric":[">",0,1]}]} ¦ Bad value in numeric range: 1 ¦ 26 ¦ Write numeric as ["=",5], as [">",0], or as a range, [">",0,"<=",5].
          {"a":[{"numeric":[">",0,"<",2,3]}]} ¦ Too many terms in numeric range expression ¦ 32 ¦ Write numeric as ["=",5], as [">",0], or as a range, [">",0,"<=",5].
          {"a":[{"numeric":["=",1,2]}]} ¦ Too many elements in numeric expression ¦ 26 ¦ Write numeric as ["=",5], as [">",0], or as a range, [">",0,"<=",5].
          {"a":[{"numeric":[]}]} ¦ Invalid member in numeric match: ] ¦ 20 ¦ Write numeric as ["=",5], as [">",0], or as a range, [">",0,"<=",5].
          {"a":[{"numeric":5}]} ¦ Value of numeric must be an array. ¦ 19 ¦ Write numeric as ["=",5], as [">",0], or as a range, [">",0,"<=",5].
          {"a":[{"numeric":["=",9007199254740993]}]} ¦ Cannot compare number : 9007199254740993 ¦ 40 ¦ Use a number that a double holds exactly.
          {"a":[{"prefix":1}]} ¦ prefix match pattern must be a string ¦ 18 ¦ Give one string. To match one of several, repeat the operator for each.
          {"a":[{"prefix":["x"]}]} ¦ prefix match pattern must be a string ¦ 18 ¦ Give one string. To match one of several, repeat the operator for each.
          {"a":[{"prefix":{"suffix":"x"}}]} ¦ Unsupported prefix pattern: suffix ¦ 28 ¦ Only equals-ignore-case is possible inside prefix.
          {"a":[{"suffix":1}]} ¦ suffix match pattern must be a string ¦ 18 ¦ Give one string. To match one of several, repeat the operator for each.
          {"a":[{"suffix":{"prefix":"x"}}]} ¦ Unsupported suffix pattern: prefix ¦ 28 ¦ Only equals-ignore-case is possible inside suffix.
          {"a":[{"prefix":"x","suffix":"y"}]} ¦ Only one key allowed in match expression ¦ 31 ¦ Give every operator an object of its own: [{"prefix":"a"},{"suffix":"b"}] takes either.
          {"a":[{"equals-ignore-case":["x"]}]} ¦ equals-ignore-case match pattern must be a string ¦ 30 ¦ Give one string. To match one of several, repeat the operator for each.
          {"a":[{"wildcard":1}]} ¦ wildcard match pattern must be a string ¦ 20 ¦ Give one string. To match one of several, repeat the operator for each.
          {"a":[{"wildcard":"x**y"}]} ¦ Consecutive wildcard characters at pos 2 ¦ 25 ¦ Write one * instead of several.
          {"a":[{"wildcard":"x\\\\y"}]} ¦ Invalid escape character at pos 2 ¦ 25 ¦ Write \\\\* for a star and \\\\\\\\ for a backslash: JSON needs each backslash twice.
          {"a":[{"cidr":1}]} ¦ prefix match pattern must be a string ¦ 16 ¦ Give one string. To match one of several, repeat the operator for each.
          {"a":[{"anything-but":null}]} ¦ Value of anything-but must be an array or single string/number value. ¦ 27 ¦ Give anything-but a string, a number, a list of strings or a list of numbers; or a prefix, suffix, equals-ignore-case or wildcard with a string or a list of strings.
          {"a":[{"anything-but":[]}]} ¦ Inside anything but list, either all values are number or string, mixed type is not supported ¦ 25 ¦ Give anything-but a string, a number, a list of strings or a list of numbers; or a prefix, suffix, equals-ignore-case or wildcard with a string or a list of strings.
          {"a":[{"anything-but":[1,"x"]}]} ¦ Inside anything but list, either all values are number or string, mixed type is not supported ¦ 30 ¦ Give anything-but a string, a number, a list of strings or a list of numbers; or a prefix, suffix, equals-ignore-case or wildcard with a string or a list of strings.
          {"a":[{"anything-but":{"numeric":["=",1]}}]} ¦ Unsupported anything-but pattern: numeric ¦ 35 ¦ Give anything-but a string, a number, a list of strings or a list of numbers; or a prefix, suffix, equals-ignore-case or wildcard with a string or a list of strings.
          {"a":[{"anything-but":{"prefix":""}}]} ¦ Null prefix/suffix not allowed ¦ 35 ¦ Give at least one character.
          {"a":[{"anything-but":{"suffix":1}}]} ¦ prefix/suffix match pattern must be a string ¦ 34 ¦ Give one string. To match one of several, repeat the operator for each.
          {"a":[{"anything-but":{"prefix":{"equals-ignore-case":"x"}}}]} ¦ Value of anything-but must be an array or single string/number value. ¦ 34 ¦ Give anything-but a string, a number, a list of strings or a list of numbers; or a prefix, suffix, equals-ignore-case or wildcard with a string or a list of strings.
          {"$or":[{"a":[1]}]} ¦ There must have at least 2 Objects in $or relationship. ¦ 19 ¦ Write $or as an array of two objects or more, as in {"$or":[{"a":[1]},{"b":[2]}]}.
          {"$or":{"a":[1]}} ¦ It must be an Array followed with $or. ¦ 9 ¦ Write $or as an array of two objects or more, as in {"$or":[{"a":[1]},{"b":[2]}]}.
          {"$or":[1,2]} ¦ Only JSON object is allowed in array of $or relationship. ¦ 10 ¦ Write $or as an array of two objects or more, as in {"$or":[{"a":[1]},{"b":[2]}]}.
          {"$or":[{"a":[1]},{"numeric":[2]}]} ¦ numeric is Ruler reserved fieldName which cannot be used inside $or. ¦ 31 ¦ A field of this name cannot be matched inside $or; match it outside, or write one rule for each alternative.
          """)
  void saysWhatAwsSaysAndHowToFixIt(String pattern, String reason, int column, String remedy) {
    String awsMessage =
        "Event pattern is not valid. Reason: %s\n at [Source: (String)\"%s\"; line: 1, column: %d]"
            .formatted(reason, pattern, column);

    InvalidEventPatternException refusal = refusal(pattern);

    assertThat(refusal).hasMessage(awsMessage + "\n" + remedy);
    assertThat(refusal.awsMessage()).isEqualTo(awsMessage);
    assertThat(refusal.awsCode()).isEqualTo("InvalidEventPatternException");
    assertThat(refusal.reason()).isEqualTo(reason);
    assertThat(refusal.remedy()).contains(remedy);
    assertThat(refusal.pattern()).isEqualTo(pattern);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '`',
      textBlock =
          """
          {"a":[{"cidr":"10.0.0.0"}]} ¦ Malformed CIDR, one '/' required
          {"a":[{"cidr":"10.0.0.0/x"}]} ¦ Malformed CIDR, mask bits must be an integer
          {"a":[{"cidr":"10.0.0.0/-1"}]} ¦ Malformed CIDR, mask bits must not be negative
          {"a":[{"cidr":"10.0.0.0/32"}]} ¦ IPv4 mask bits must be < 32
          {"a":[{"cidr":"2001:db8::/128"}]} ¦ IPv6 mask bits must be < 128
          {"a":[{"cidr":"xx.11.xx/8"}]} ¦ Nonstandard IP address: xx.11.xx
          {"a":[{"cidr":"10.0.0.999/8"}]} ¦ Invalid IP address: 10.0.0.999
          """)
  void namesThePatternWhereAwsGivesNoLocation(String pattern, String reason) {
    InvalidEventPatternException refusal = refusal(pattern);

    assertThat(refusal)
        .hasMessage(
            """
            Event pattern is not valid. Reason: %s
            Write an address and its mask bits, as in 10.0.0.0/24. Match a single address as a plain string.
            The pattern is '%s'."""
                .formatted(reason, pattern));
    assertThat(refusal.awsMessage()).isEqualTo("Event pattern is not valid. Reason: " + reason);
  }

  /** AWS repeats the location for the lists of anything-but; so does event-ruler. */
  @Test
  void repeatsTheLocationAsAwsDoes() {
    assertThat(refusal("{\"a\":[{\"anything-but\":{\"equals-ignore-case\":[1]}}]}"))
        .hasMessage(
            """
            Event pattern is not valid. Reason: Inside anything-but/equals-ignore-case list, number|start|null|boolean is not supported.
             at [Source: (String)"{"a":[{"anything-but":{"equals-ignore-case":[1]}}]}"; line: 1, column: 47]
             at [Source: (String)"{"a":[{"anything-but":{"equals-ignore-case":[1]}}]}"; line: 1, column: 47]
            Give anything-but a string, a number, a list of strings or a list of numbers; or a prefix, suffix, equals-ignore-case or wildcard with a string or a list of strings.""");
  }

  @Test
  void refusesWildcardsThatAreTooComplex() {
    String pattern = "{\"a\":[{\"wildcard\":\"*:*:*:*:*:event-bus/*\"}]}";

    assertThat(refusal(pattern))
        .hasMessage(
            """
            Event pattern is not valid. Reason: Rule is too complex - try using fewer wildcard characters or fewer repeating character sequences after a wildcard character
            Use prefix, suffix or exact values where they are enough, or write several rules.
            The pattern is '{"a":[{"wildcard":"*:*:*:*:*:event-bus/*"}]}'.""");
    assertThat(EventPattern.of(pattern, new PatternLimits(2_048, 4_096, 11, 1_000))).isNotNull();
  }

  @Test
  void refusesAPatternAboveTheQuota() {
    String pattern = patternOfLength(2_049);

    assertThat(EventPattern.of(patternOfLength(2_048))).isNotNull();
    assertThat(EventPattern.of(pattern, PatternLimits.EVENTBRIDGE.withMaxLength(2_049)))
        .isNotNull();
    assertThat(refusal(pattern))
        .hasMessage(
            """
            Event pattern is not valid. Reason: The pattern has 2049 characters, more than the quota 'Event pattern size' of 2048
            Shorten it, write several rules, or have AWS raise the quota (to 4096 at most) and set PatternLimits.maxLength to the new one.
            The pattern is '%s'."""
                .formatted(pattern));
  }

  @Test
  void refusesAPatternThatTheApiDoesNotTake() {
    String pattern = patternOfLength(4_097);

    InvalidEventPatternException refusal = refusal(pattern);

    assertThat(refusal.awsCode()).isEqualTo("ValidationException");
    assertThat(refusal.awsMessage())
        .isEqualTo(
            "1 validation error detected: Value '%s' at 'eventPattern' failed to satisfy constraint: Member must have length less than or equal to 4096"
                .formatted(pattern));
    assertThat(refusal)
        .hasMessage(
            """
            1 validation error detected: Value '%s' at 'eventPattern' failed to satisfy constraint: Member must have length less than or equal to 4096
            The pattern has 4097 characters. Shorten it, or write several rules."""
                .formatted(pattern));
  }

  @Test
  void refusesTooManyCombinationsBeforeTheyAreBuilt() {
    String tenEach =
        IntStream.range(0, 10).mapToObj(i -> "{'a':[" + i + "]}").collect(Collectors.joining(","));
    String pattern =
        "{'x':{'$or':[%1$s]},'y':{'$or':[%1$s]},'z':{'$or':[%1$s]}}".formatted(tenEach);
    String oneMore = pattern.replaceFirst("\\[\\{", "[{'b':[1]},{").replace('\'', '"');

    assertThat(EventPattern.of(pattern.replace('\'', '"'))).isNotNull();
    InvalidEventPatternException refusal = refusal(oneMore);
    assertThat(refusal.awsCode()).isEqualTo("LimitExceededException");
    assertThat(refusal)
        .hasMessage(
            """
            Event pattern is not valid. Reason: $or makes more than 1000 combinations of rules
            The sizes of several $or arrays multiply. Use fewer alternatives, or write several rules.
            The pattern is '%s'."""
                .formatted(oneMore));
  }

  @Test
  void refusesCombinationsBeyondAnyNumber() {
    String or = ",\"$or\":[{\"a\":[1]},{\"b\":[1]}]".repeat(70);

    assertThat(refusal("{\"x\":[1]" + or + "}").awsCode()).isEqualTo("LimitExceededException");
  }

  @Test
  void refusesWhatFollowsThePattern() {
    assertThat(refusal("{\"source\":[\"x\"]},\"detail\":{\"a\":[1]}}"))
        .hasMessage(
            """
            Event pattern is not valid. Reason: Something follows the end of the pattern
            Look for a closing brace too many: what follows it would be ignored.
            The pattern is '{"source":["x"]},"detail":{"a":[1]}}'.""");
  }

  @Test
  void refusesAnEmptyListInsideAnythingBut() {
    assertThat(refusal("{\"a\":[{\"anything-but\":{\"prefix\":[]}}]}"))
        .hasMessage(
            """
            Event pattern is not valid. Reason: Empty arrays are not allowed
            Name at least one value, or take any with [{"exists":true}].
            The pattern is '{"a":[{"anything-but":{"prefix":[]}}]}'.""");
  }

  @Test
  void refusesMoreFieldsThanEventRulerTakes() {
    String fields =
        IntStream.range(0, 257)
            .mapToObj(i -> "\"f" + i + "\":[1]")
            .collect(Collectors.joining(","));
    String pattern = "{" + fields + "}";
    PatternLimits raised = PatternLimits.EVENTBRIDGE.withMaxLength(4_096);

    assertThatThrownBy(() -> EventPattern.of(pattern, raised))
        .isInstanceOf(InvalidEventPatternException.class)
        .hasMessage(
            """
            Event pattern is not valid. Reason: Size of rule 'pattern' exceeds max value of 256
            Match on fewer fields, or write several rules.
            The pattern is '%s'."""
                .formatted(pattern));
  }

  private static String patternOfLength(int length) {
    String around = "{\"a\":[\"\"]}";
    return around.replace("\"\"", "\"" + "x".repeat(length - around.length()) + "\"");
  }

  private static InvalidEventPatternException refusal(String pattern) {
    return catchThrowableOfType(InvalidEventPatternException.class, () -> EventPattern.of(pattern));
  }
}
