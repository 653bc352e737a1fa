// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The condition operators of the IAM User Guide, each with what meets it and what does not. */
class ConditionOperatorTest {

  private static final Arn BUS =
      Arn.of("arn:aws:events:us-east-1:121212121212:event-bus/central-bus");

  @ParameterizedTest(name = "{0} {1} meets {2}: {3}")
  @CsvSource(
      delimiter = '|',
      nullValues = "absent",
      textBlock =
          """
          StringEquals                 | "a"              | a      | true
          StringEquals                 | "a"              | A      | false
          StringEquals                 | ["a","b"]        | b      | true
          StringEquals                 | ["a","b"]        | c      | false
          StringEquals                 | "a*"             | ab     | false
          StringEquals                 | "a"              | absent | false
          StringEquals                 | 12               | 12     | true
          StringEquals                 | true             | true   | true
          StringEquals                 | []               | a      | false
          StringEqualsIgnoreCase       | "A"              | a      | true
          StringEqualsIgnoreCase       | "A"              | b      | false
          StringNotEquals              | "a"              | b      | true
          StringNotEquals              | "a"              | a      | false
          StringNotEquals              | ["a","b"]        | b      | false
          StringNotEquals              | "a"              | absent | true
          StringNotEqualsIgnoreCase    | "A"              | a      | false
          StringNotEqualsIgnoreCase    | "A"              | b      | true
          StringLike                   | "gro*.p?y"       | grocer.pay | true
          StringLike                   | "gro*.p?y"       | grocer.play | false
          StringLike                   | "a.c"            | abc    | false
          StringLike                   | "*"              | absent | false
          StringNotLike                | "gro*"           | grocer | false
          StringNotLike                | "gro*"           | shop   | true
          StringNotLike                | "gro*"           | absent | true
          Bool                         | "true"           | true   | true
          Bool                         | true             | True   | true
          Bool                         | "true"           | false  | false
          Bool                         | "true"           | absent | false
          Null                         | "true"           | absent | true
          Null                         | "true"           | a      | false
          Null                         | "false"          | a      | true
          Null                         | "false"          | absent | false
          NumericEquals                | "10"             | 10.0   | true
          NumericEquals                | "10"             | 11     | false
          NumericEquals                | "10"             | ten    | false
          NumericNotEquals             | "10"             | 11     | true
          NumericNotEquals             | "10"             | 10     | false
          NumericLessThan              | 10               | 9      | true
          NumericLessThan              | 10               | 10     | false
          NumericLessThanEquals        | 10               | 10     | true
          NumericLessThanEquals        | 10               | 10.1   | false
          NumericGreaterThan           | 10               | 11     | true
          NumericGreaterThan           | 10               | 10     | false
          NumericGreaterThanEquals     | 10               | 10     | true
          NumericGreaterThanEquals     | 10               | 9      | false
          DateEquals                   | "2026-11-23T06:00:00Z" | 2026-11-23T07:00:00+01:00 | true
          DateEquals                   | "1970-01-02"     | 86400  | true
          DateNotEquals                | "2026-11-23"     | 2026-11-24T00:00:00Z | true
          DateNotEquals                | "2026-11-23"     | 2026-11-23T00:00:00Z | false
          DateLessThan                 | "2026-11-23"     | 2026-11-22T23:59:59.999Z | true
          DateLessThan                 | "2026-11-23"     | 2026-11-23 | false
          DateLessThanEquals           | "2026-11-23"     | 2026-11-23 | true
          DateGreaterThan              | "2026-11-23"     | 2026-11-23T00:00:01Z | true
          DateGreaterThan              | "2026-11-23"     | 2026-11-23 | false
          DateGreaterThanEquals        | "2026-11-23"     | 2026-11-23 | true
          DateGreaterThanEquals        | "2026-11-23"     | yesterday  | false
          BinaryEquals                 | "QmluYXJ5"       | QmluYXJ5 | true
          BinaryEquals                 | "QmluYXJ5"       | qmluYXJ5 | false
          IpAddress                    | "203.0.113.0/24" | 203.0.113.255 | true
          IpAddress                    | "203.0.113.0/24" | 203.0.114.0   | false
          IpAddress                    | "203.0.113.7"    | 203.0.113.7   | true
          IpAddress                    | "203.0.113.7"    | 203.0.113.8   | false
          IpAddress                    | "0.0.0.0/0"      | 203.0.113.8   | true
          IpAddress                    | "0.0.0.0/0"      | 2001:db8::1   | false
          IpAddress                    | "2001:DB8:1234:5678::/64" | 2001:db8:1234:5678::9 | true
          IpAddress                    | "2001:DB8:1234:5678::/64" | 2001:db8:1234:5679::9 | false
          IpAddress                    | "203.0.113.0/24" | example.org   | false
          IpAddress                    | "203.0.113.0/24" | absent        | false
          NotIpAddress                 | "203.0.113.0/24" | 203.0.113.9   | false
          NotIpAddress                 | "203.0.113.0/24" | 203.0.114.9   | true
          NotIpAddress                 | "203.0.113.0/24" | absent        | true
          StringEqualsIfExists         | "a"              | absent | true
          StringEqualsIfExists         | "a"              | b      | false
          StringNotEqualsIfExists      | "a"              | absent | true
          StringNotEqualsIfExists      | "a"              | a      | false
          BoolIfExists                 | "true"           | absent | true
          BoolIfExists                 | "true"           | false  | false
          """)
  void comparesOneValue(String operator, String wanted, String found, boolean met) {
    PolicyRequest request = found == null ? request() : request().with("events:source", found);

    assertThat(policy(operator, wanted).decide(request).isAllowed()).isEqualTo(met);
  }

  @ParameterizedTest(name = "{0} {1} meets {2}: {3}")
  @CsvSource(
      delimiter = '|',
      nullValues = "absent",
      textBlock =
          """
          StringEquals                       | ["a","b"] | a b    | false
          StringNotEquals                    | ["a","b"] | a b    | true
          ForAllValues:StringEquals          | ["a","b"] | a b    | true
          ForAllValues:StringEquals          | ["a","b"] | a c    | false
          ForAllValues:StringEquals          | ["a","b"] | absent | true
          ForAllValues:StringNotEquals       | ["a","b"] | c d    | true
          ForAllValues:StringNotEquals       | ["a","b"] | a c    | false
          ForAnyValue:StringEquals           | ["a","b"] | c b    | true
          ForAnyValue:StringEquals           | ["a","b"] | c d    | false
          ForAnyValue:StringEquals           | ["a","b"] | absent | false
          ForAnyValue:StringEqualsIfExists   | ["a","b"] | absent | false
          ForAnyValue:StringLikeIfExists     | ["a*"]    | c ab   | true
          ForAnyValue:StringNotEquals        | ["a","b"] | a c    | true
          ForAnyValue:StringNotEquals        | ["a","b"] | a b    | false
          Null                               | "false"   | a b    | true
          """)
  void comparesSeveralValues(String operator, String wanted, String found, boolean met) {
    String[] values = found == null ? new String[0] : found.split(" ");

    assertThat(policy(operator, wanted).decide(request().with("events:source", values)).isAllowed())
        .isEqualTo(met);
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ArnEquals    | arn:aws:events:us-east-1:111111111111:rule/shop/orders | true
          ArnLike      | arn:aws:events:us-east-1:111111111111:rule/shop/orders | true
          ArnEquals    | arn:aws:events:*:*:rule/shop/*                         | true
          ArnLike      | arn:aws:events:us-????-1:*:*                           | true
          ArnEquals    | arn:aws:events:us-east-1:*:*                           | true
          ArnEquals    | arn:aws:events:us-west-2:*:*                           | false
          ArnEquals    | arn:aws:events:*:rule/shop/orders                      | false
          ArnLike      | arn:aws:*:111111111111:rule/shop/orders                | false
          StringLike   | arn:aws:*:111111111111:rule/shop/orders                | true
          ArnEquals    | arn:aws:events:us-east-1:111111111111:RULE/shop/orders | false
          ArnNotEquals | arn:aws:events:us-west-2:*:*                           | true
          ArnNotLike   | arn:aws:events:us-east-1:*:*                           | false
          """)
  void comparesTheSixPartsOfAnArnEachByItself(String operator, String wanted, boolean met) {
    PolicyRequest request =
        request().with("events:source", "arn:aws:events:us-east-1:111111111111:rule/shop/orders");

    assertThat(policy(operator, "\"" + wanted + "\"").decide(request).isAllowed()).isEqualTo(met);
  }

  @ParameterizedTest(name = "{0} meets {1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ${aws:PrincipalAccount}           | 111111111111      | true
          ${AWS:principalaccount}           | 111111111111      | true
          a-${aws:PrincipalAccount}-?       | a-111111111111-b  | true
          ${aws:PrincipalAccount}           | 222222222222      | false
          ${aws:username}                   | ${aws:username}   | false
          ${aws:username, 'nobody'}         | nobody            | true
          a${*}b                            | a*b               | true
          a${*}b                            | axb               | false
          a${?}${$}                         | a?$               | true
          ${star:a}                         | x                 | false
          ${star:a}                         | *                 | true
          """)
  void replacesVariables(String wanted, String found, boolean met) {
    PolicyRequest request = request().with("events:source", found).with("star:a", "*");

    assertThat(policy("StringLike", "\"" + wanted + "\"").decide(request).isAllowed())
        .isEqualTo(met);
  }

  @ParameterizedTest
  @ValueSource(strings = {"StringNotEquals", "StringNotEqualsIfExists", "ForAllValues:StringLike"})
  void isNotMetWhenAVariableHasNoValue(String operator) {
    PolicyRequest request = request().with("events:source", "a");

    assertThat(policy(operator, "\"${aws:username}\"").decide(request).isAllowed()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"2008-10-17\"", ""})
  void leavesVariablesAloneInOldVersions(String version) {
    String json =
        policy("StringEquals", "\"${aws:PrincipalAccount}\"")
            .toString()
            .replace(
                "\"Version\":\"2012-10-17\",",
                version.isEmpty() ? "" : "\"Version\":" + version + ",");
    PolicyRequest request = request().with("events:source", "${aws:PrincipalAccount}");

    assertThat(ResourcePolicy.of(json).decide(request).isAllowed()).isTrue();
  }

  private static PolicyRequest request() {
    return PolicyRequest.of(PolicyPrincipal.account("111111111111"), "events:PutEvents", BUS);
  }

  private static ResourcePolicy policy(String operator, String wanted) {
    return ResourcePolicy.of(
        Arrays.stream(
                """
                {"Version":"2012-10-17",
                 "Statement":{"Effect":"Allow","Principal":"*","Action":"events:PutEvents",
                 "Resource":"*","Condition":{"%s":{"events:source":%s}}}}"""
                    .formatted(operator, wanted)
                    .split("\n"))
            .map(String::strip)
            .collect(Collectors.joining()));
  }
}
