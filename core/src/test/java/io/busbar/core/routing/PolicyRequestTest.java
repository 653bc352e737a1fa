// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PolicyRequestTest {

  private static final Arn QUEUE = Arn.of("arn:aws:sqs:us-east-1:999999999999:payments");

  @Test
  void derivesTheKeysOfARolesSession() {
    PolicyRequest request = by("arn:aws:sts::111111111111:assumed-role/web/task-1");

    assertThat(request.context())
        .isEqualTo(
            Map.of(
                "aws:PrincipalAccount", List.of("111111111111"),
                "aws:PrincipalArn", List.of("arn:aws:iam::111111111111:role/web"),
                "aws:PrincipalIsAWSService", List.of("false")));
  }

  @Test
  void derivesTheKeysOfAService() {
    PolicyRequest request = PolicyRequest.of(PolicyPrincipal.EVENTBRIDGE, "sqs:SendMessage", QUEUE);

    assertThat(request.context())
        .isEqualTo(
            Map.of(
                "aws:PrincipalIsAWSService", List.of("true"),
                "aws:PrincipalServiceName", List.of("events.amazonaws.com")));
  }

  @Test
  void addsReplacesAndRemovesKeysInAnyCase() {
    PolicyRequest request = by("arn:aws:iam::111111111111:root").with("aws:SourceArn", "a", "b");

    assertThat(request.values("AWS:sourcearn")).containsExactly("a", "b");
    assertThat(request.with("AWS:SOURCEARN", "c").values("aws:SourceArn")).containsExactly("c");
    assertThat(request.with("aws:SourceArn").values("aws:SourceArn")).isEmpty();
    assertThat(request.values("aws:SourceArn")).containsExactly("a", "b");
  }

  @Test
  void refusesAnAccountThatIsNotTwelveDigits() {
    assertThatThrownBy(() -> PolicyPrincipal.account("0"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "An account id has exactly twelve digits, but was '0'. Leading zeros count: write it as text.");
  }

  @Test
  void refusesAPrincipalThatIsNoIdentity() {
    assertThatThrownBy(() -> new PolicyPrincipal.Identity(QUEUE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "A principal is an identity of IAM or STS, but was 'arn:aws:sqs:us-east-1:999999999999:payments'. Name a role, a session, a user, or the root of an account.");
  }

  private static PolicyRequest by(String identity) {
    return PolicyRequest.of(
        new PolicyPrincipal.Identity(Arn.of(identity)), "sqs:SendMessage", QUEUE);
  }
}
