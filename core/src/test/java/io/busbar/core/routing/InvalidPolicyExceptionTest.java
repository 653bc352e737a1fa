// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What AWS refuses in a policy. The reasons are IAM's. */
class InvalidPolicyExceptionTest {

  private static final String OPERATOR =
      "Use one of IAM's, as in StringEquals, ArnLike, Bool or Null; IfExists goes to the end of any but Null.";
  private static final String PRINCIPAL =
      "Write {\"AWS\": \"<account id or ARN of an identity>\"}, {\"Service\": \"events.amazonaws.com\"} or \"*\"; a star cannot stand for a part.";

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          [] | Syntax errors in policy. | The policy is not a JSON object. Write it in braces.
          {"Version":"2012-10-18"} | Syntax errors in policy. | The Version is '2012-10-18', but IAM knows 2012-10-17 and 2008-10-17 only. Write "Version": "2012-10-17".
          {"Version":"2012-10-17"} | Syntax errors in policy. | The policy has no statement. Write at least one into Statement.
          {"Statement":[]} | Syntax errors in policy. | The policy has no statement. Write at least one into Statement.
          {"Statement":[7]} | Syntax errors in policy. | Statement '1' is not a JSON object. Write it in braces.
          {"Statements":[]} | Syntax errors in policy. | The policy has the element 'Statements', which does not exist. Use Version, Id, Statement.
          {"Statement":{"Sid":"A","Actions":"*"}} | Syntax errors in policy. | Statement 'A' has the element 'Actions', which does not exist. Use Sid, Effect, Principal, NotPrincipal, Action, NotAction, Resource, NotResource, Condition.
          """)
  void refusesADocumentOfTheWrongForm(String json, String reason, String remedy) {
    assertRefused(json, reason, remedy);
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          Effect    | "allow"              | Syntax errors in policy. | Statement 'A' has the Effect 'allow'. Write Allow or Deny.
          Action    | []                   | Policy statement must contain actions. | Statement 'A' has no Action. Name one, as in "Action": "events:PutEvents".
          Action    | "PutEvents"          | Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc. | Statement 'A' has the Action 'PutEvents'. Write service and operation, as in 'events:PutEvents'.
          Action    | "events:Put:Events"  | Actions/Condition can contain only one colon. | Statement 'A' has the Action 'events:Put:Events'. Write service and operation, as in 'events:PutEvents'.
          Action    | [1]                  | Syntax errors in policy. | Statement 'A' has a value in Action that is no string: '1'. Write strings.
          NotAction | "events:PutRule"     | Syntax errors in policy. | Statement 'A' has Action and NotAction. Keep one of them.
          Resource  | []                   | Policy statement must contain resources. | Statement 'A' has no Resource. Name the ARN of the bus, queue or key, or "*".
          Resource  | "central-bus"        | Resource central-bus must be in ARN format or "*". | Statement 'A' has the Resource 'central-bus'. Name the ARN of the bus, queue or key, or "*".
          Condition | "x"                  | Syntax errors in policy. | Statement 'A' has a Condition that is not a JSON object. Write {operator: {key: value}}.
          Condition | {"Bool":true}        | Syntax errors in policy. | Statement 'A' has no keys in 'Bool'. Write {operator: {key: value}}.
          Condition | {"Bool":{"secure":true}} | Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc. | Statement 'A' has the condition key 'secure'. Write its vendor before it, as in 'aws:SourceArn'.
          Condition | {"Bool":{"aws:SecureTransport":"yes"}} | Syntax errors in policy. | Statement 'A' compares aws:SecureTransport by Bool with 'yes', which Bool does not take. Correct the value or the operator.
          Condition | {"StringEquals":{"aws:SourceArn":{"a":1}}} | Syntax errors in policy. | Statement 'A' compares aws:SourceArn by StringEquals with '{"a":1}', which StringEquals does not take. Correct the value or the operator.
          Condition | {"NumericLessThan":{"a:b":"x"}} | Syntax errors in policy. | Statement 'A' compares a:b by NumericLessThan with 'x', which NumericLessThan does not take. Correct the value or the operator.
          Condition | {"DateLessThan":{"a:b":"soon"}} | Syntax errors in policy. | Statement 'A' compares a:b by DateLessThan with 'soon', which DateLessThan does not take. Correct the value or the operator.
          Condition | {"IpAddress":{"aws:SourceIp":"10.0.0.0/33"}} | Syntax errors in policy. | Statement 'A' compares aws:SourceIp by IpAddress with '10.0.0.0/33', which IpAddress does not take. Correct the value or the operator.
          Condition | {"IpAddress":{"aws:SourceIp":"localhost"}} | Syntax errors in policy. | Statement 'A' compares aws:SourceIp by IpAddress with 'localhost', which IpAddress does not take. Correct the value or the operator.
          """)
  void refusesAStatementWithABadElement(
      String element, String value, String reason, String remedy) {
    assertRefused(statement(element, value), reason, remedy);
  }

  /** An operator that is not understood is neither an allow nor a deny: AWS does not take it. */
  @ParameterizedTest
  @CsvSource({
    "StringIs",
    "stringEquals",
    "NullIfExists",
    "ForAnyValue:Null",
    "ForSomeValues:StringEquals",
    "IfExistsStringEquals",
    "IfExists",
    "ForAllValues:",
  })
  void refusesAnOperatorThatDoesNotExist(String operator) {
    assertRefused(
        statement("Condition", "{\"" + operator + "\":{\"aws:SourceArn\":\"true\"}}"),
        "Syntax errors in policy.",
        "Statement 'A' has the condition operator '%s', which does not exist. %s"
            .formatted(operator, OPERATOR));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "111111111111"                                  | "Principal":"111111111111"
          {}                                              | "Principal":"{}"
          {"AWS":"111"}                                   | "AWS":"111"
          {"AWS":["111111111111",7]}                      | "AWS":"7"
          {"AWS":"arn:aws:iam::111111111111:role/web-*"}  | "AWS":"arn:aws:iam::111111111111:role/web-*"
          {"AWS":"arn:aws:sqs:us-east-1:111111111111:q"}  | "AWS":"arn:aws:sqs:us-east-1:111111111111:q"
          {"Service":"events"}                            | "Service":"events"
          {"Service":"*"}                                 | "Service":"*"
          {"Account":"111111111111"}                      | "Account":"111111111111"
          """)
  void refusesAPrincipalOfTheWrongForm(String principal, String named) {
    assertRefused(
        statement("Principal", principal),
        "Invalid principal in policy: " + named,
        "Statement 'A' names it in Principal. " + PRINCIPAL);
  }

  @Test
  void refusesAStatementWithoutPrincipal() {
    assertRefused(
        "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}",
        "Missing required field Principal",
        "Statement '1' does not say whom it is for. Write \"Principal\": {\"AWS\": \"<account>\"}, {\"Service\": \"events.amazonaws.com\"} or \"*\".");
  }

  @Test
  void refusesToAllowEveryoneButSome() {
    assertRefused(
        "{\"Statement\":{\"Effect\":\"Allow\",\"NotPrincipal\":{\"AWS\":\"111111111111\"},\"Action\":\"*\",\"Resource\":\"*\"}}",
        "Syntax errors in policy.",
        "Statement '1' allows something to everyone but its NotPrincipal. Name in Principal whom it is for.");
  }

  @Test
  void refusesTwoStatementsWithOneSid() {
    String statement =
        "{\"Sid\":\"A\",\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\"}";

    assertRefused(
        "{\"Statement\":[" + statement + "," + statement + "]}",
        "Statement IDs (SID) in a single policy must be unique.",
        "The Sid 'A' is there twice. Rename one of them.");
  }

  @Test
  void saysWhereTheJsonIsNotValid() {
    assertRefused(
        "{\"Statement\":[}",
        "Syntax errors in policy.",
        "The JSON is not valid at line 1, column 15: Unexpected close marker '}': expected ']' (for Array starting at line: 1, column: 14). Correct it there.");
    assertRefused(
        "{\"Version\":\"2012-10-17\",\"Version\":\"2012-10-17\"}",
        "Syntax errors in policy.",
        "The JSON is not valid at line 1, column 34: Duplicate field 'Version'. Correct it there.");
  }

  @Test
  void refusesWhatFollowsThePolicy() {
    assertRefused(
        "{\"Statement\":{}},{}",
        "Syntax errors in policy.",
        "The JSON is not valid at line 1, column 17: Unexpected character (',' (code 44)): expected a valid value (JSON String, Number, Array, Object or token 'null', 'true' or 'false'). Correct it there.");
  }

  private static void assertRefused(String json, String reason, String remedy) {
    InvalidPolicyException refusal =
        catchThrowableOfType(InvalidPolicyException.class, () -> ResourcePolicy.of(json));

    assertThat(refusal).hasMessage("The policy is not valid. Reason: " + reason + "\n" + remedy);
    assertThat(refusal.reason()).isEqualTo(reason);
    assertThat(refusal.remedy()).isEqualTo(remedy);
  }

  /** A valid statement but for one element. */
  private static String statement(String element, String value) {
    String principal = element.equals("Principal") ? value : "\"*\"";
    String effect = element.equals("Effect") ? value : "\"Deny\"";
    String action = element.equals("Action") ? value : "\"events:PutEvents\"";
    String resource = element.equals("Resource") ? value : "\"*\"";
    String more =
        element.equals("Condition") || element.startsWith("Not")
            ? ",\"" + element + "\":" + value
            : "";
    return "{\"Statement\":{\"Sid\":\"A\",\"Effect\":%s,\"Principal\":%s,\"Action\":%s,\"Resource\":%s%s}}"
        .formatted(effect, principal, action, resource, more);
  }
}
