// SPDX-License-Identifier: Apache-2.0
package io.busbar.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules of W3C Trace Context, level 2, section 3.3. */
class W3cTraceStateTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "one member                 | a=1                   | a=1",
        "the order is kept          | b=2,a=1               | b=2,a=1",
        "a tenant                   | fw529a3039@dt=FfOxGQ  | fw529a3039@dt=FfOxGQ",
        "every character of a key   | a1-_*/=x              | a1-_*/=x",
        "blanks around members      | 'a=1 , \tb=2 '        | a=1,b=2",
        "empty members              | 'a=1,,b=2,'           | a=1,b=2",
        "a blank inside a value     | 'a=x y'               | 'a=x y'"
      })
  void readsWhatIsValid(String what, String text, String expected) {
    assertThat(roundTrip(text)).as(what).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "no value          | a",
        "an empty value    | a=",
        "an empty key      | =1",
        "a duplicate       | a=1,b=2,a=3",
        "upper case        | A=1",
        "a blank in a key  | a b=1",
        "two equals signs  | a=1=2",
        "not printable     | 'a=\u00e4'",
        "two tenants       | a@b@c=1",
        "one bad of two    | a=1,B=2"
      })
  void dropsAListThatIsBroken(String what, String text) {
    assertThat(roundTrip(text)).as(what).isNull();
  }

  @Test
  void takesThirtyTwoMembersAndNotOneMore() {
    assertThat(roundTrip(members(32, "1"))).isEqualTo(members(32, "1"));
    assertThat(roundTrip(members(33, "1"))).isNull();
  }

  @Test
  void takesTheLongestKeysAndValues() {
    String longest = "a".repeat(256) + "=" + "v".repeat(255);

    assertThat(roundTrip(longest)).isEqualTo(longest);
    assertThat(roundTrip("a".repeat(257) + "=1")).isNull();
    assertThat(roundTrip("a=" + "v".repeat(257))).isNull();
    assertThat(roundTrip("a".repeat(241) + "@" + "b".repeat(14) + "=1")).isNotNull();
    assertThat(roundTrip("a".repeat(242) + "@b=1")).isNull();
    assertThat(roundTrip("a@" + "b".repeat(15) + "=1")).isNull();
  }

  @Test
  void dropsTheLargeMembersFirstWhenThereAreMoreThanFiveHundredCharacters() {
    String large = "large=" + "v".repeat(200);
    String small = members(10, "v".repeat(35));

    assertThat(roundTrip(large + "," + small)).isEqualTo(small);
  }

  @Test
  void dropsTheLastMembersWhenNoneIsLarge() {
    String kept = members(12, "v".repeat(38));

    assertThat(kept.length()).isLessThanOrEqualTo(512);
    assertThat(roundTrip(members(20, "v".repeat(38)))).isEqualTo(kept);
  }

  private static String members(int count, String value) {
    return IntStream.range(0, count)
        .mapToObj(i -> (char) ('a' + i % 26) + (i < 26 ? "" : "x") + "=" + value)
        .collect(Collectors.joining(","));
  }

  private static String roundTrip(String text) {
    return W3cTraceState.format(W3cTraceState.parse(text));
  }
}
