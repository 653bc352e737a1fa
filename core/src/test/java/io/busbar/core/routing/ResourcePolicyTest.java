// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResourcePolicyTest {

  private static final String BUS = "arn:aws:events:us-east-1:121212121212:event-bus/central-bus";
  private static final String WEB = "arn:aws:iam::111111111111:role/customer-web";

  @Test
  void letsAnExplicitDenyWin() {
    PolicyDecision decision =
        policy(
                "{'Effect':'Allow','Principal':'*','Action':'*','Resource':'*'}",
                "{'Sid':'NoTests','Effect':'Deny','Principal':'*','Action':'events:PutEvents','Resource':'*',"
                    + "'Condition':{'StringLike':{'events:source':'test.*'}}}")
            .decide(put(WEB).with("events:source", "test.shop"));

    assertThat(decision)
        .isEqualTo(
            new PolicyDecision.DeniedExplicitly(
                put(WEB).with("events:source", "test.shop"), "NoTests"));
    assertThat(decision.isAllowed()).isFalse();
    assertThat(decision.text())
        .isEqualTo(
            "Statement 'NoTests' denies 'events:PutEvents' by 'arn:aws:iam::111111111111:role/customer-web' on 'arn:aws:events:us-east-1:121212121212:event-bus/central-bus'.");
  }

  @Test
  void namesTheFirstStatementThatAllows() {
    PolicyDecision decision =
        policy(
                "{'Effect':'Allow','Principal':{'AWS':'222222222222'},'Action':'*','Resource':'*'}",
                "{'Effect':'Allow','Principal':{'AWS':'111111111111'},'Action':'*','Resource':'*'}",
                "{'Effect':'Allow','Principal':'*','Action':'*','Resource':'*'}")
            .decide(put(WEB));

    assertThat(decision).isEqualTo(new PolicyDecision.Allowed(put(WEB), "2"));
    assertThat(decision.isAllowed()).isTrue();
    assertThat(decision.text())
        .isEqualTo(
            "Statement '2' allows 'events:PutEvents' by 'arn:aws:iam::111111111111:role/customer-web' on 'arn:aws:events:us-east-1:121212121212:event-bus/central-bus'.");
  }

  @Test
  void saysOfEachStatementWhyItDoesNotAllow() {
    PolicyDecision decision =
        policy(
                "{'Sid':'Partner','Effect':'Allow','Principal':{'AWS':['333333333333','444444444444']},'Action':'*','Resource':'*'}",
                "{'Sid':'Rules','Effect':'Allow','Principal':'*','Action':['events:PutRule','events:*Targets'],'Resource':'*'}",
                "{'Sid':'Denied','Effect':'Deny','Principal':{'AWS':'333333333333'},'Action':'*','Resource':'*'}",
                "{'Sid':'Other','Effect':'Allow','Principal':'*','Action':'*','Resource':'arn:aws:events:us-east-1:121212121212:event-bus/other'}",
                "{'Sid':'Org','Effect':'Allow','Principal':'*','Action':'*','Resource':'*',"
                    + "'Condition':{'StringEquals':{'aws:PrincipalOrgID':'o-grocer1234','events:source':'grocer.shop'}}}",
                "{'Sid':'Source','Effect':'Allow','Principal':'*','Action':'*','Resource':'*',"
                    + "'Condition':{'Bool':{'aws:PrincipalIsAWSService':'false'},'StringNotEquals':{'events:source':'grocer.web'}}}")
            .decide(put(WEB).with("events:source", "grocer.web"));

    assertThat(decision.text())
        .isEqualTo(
            """
            No statement allows 'events:PutEvents' by 'arn:aws:iam::111111111111:role/customer-web' on 'arn:aws:events:us-east-1:121212121212:event-bus/central-bus':
              1. Statement 'Partner': Principal is '333333333333', '444444444444' in the policy, but 'arn:aws:iam::111111111111:role/customer-web' in the request.
              2. Statement 'Rules': Action is 'events:PutRule', 'events:*Targets' in the policy, but 'events:PutEvents' in the request.
              3. Statement 'Other': Resource is 'arn:aws:events:us-east-1:121212121212:event-bus/other' in the policy, but 'arn:aws:events:us-east-1:121212121212:event-bus/central-bus' in the request.
              4. Statement 'Org': StringEquals aws:PrincipalOrgID is 'o-grocer1234' in the policy, but absent in the request.
              5. Statement 'Source': StringNotEquals events:source is 'grocer.web' in the policy, but 'grocer.web' in the request.""");
    assertThat(((PolicyDecision.NotAllowed) decision).nearMisses())
        .extracting(NearMiss::element)
        .containsExactly(
            NearMiss.Element.PRINCIPAL,
            NearMiss.Element.ACTION,
            NearMiss.Element.RESOURCE,
            NearMiss.Element.CONDITION,
            NearMiss.Element.CONDITION);
  }

  @Test
  void saysThatNothingIsAllowedAtAll() {
    PolicyDecision decision =
        policy("{'Effect':'Deny','Principal':{'AWS':'333333333333'},'Action':'*','Resource':'*'}")
            .decide(put(WEB));

    assertThat(decision).isEqualTo(new PolicyDecision.NotAllowed(put(WEB), List.of()));
    assertThat(decision.text())
        .isEqualTo(
            "No statement allows 'events:PutEvents' by 'arn:aws:iam::111111111111:role/customer-web' on 'arn:aws:events:us-east-1:121212121212:event-bus/central-bus'; none allows anything.");
  }

  @ParameterizedTest(name = "{0} admits {1}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "*"                                                  | arn:aws:iam::111111111111:role/web                 | true
          "*"                                                  | events.amazonaws.com                               | true
          {"AWS":"*"}                                          | arn:aws:iam::111111111111:root                     | true
          {"AWS":"*"}                                          | events.amazonaws.com                               | true
          {"AWS":"111111111111"}                               | arn:aws:iam::111111111111:root                     | true
          {"AWS":"111111111111"}                               | arn:aws:iam::111111111111:role/web                 | true
          {"AWS":"111111111111"}                               | arn:aws:sts::111111111111:assumed-role/web/task    | true
          {"AWS":"111111111111"}                               | arn:aws:iam::222222222222:role/web                 | false
          {"AWS":"111111111111"}                               | events.amazonaws.com                               | false
          {"AWS":"arn:aws:iam::111111111111:root"}             | arn:aws:iam::111111111111:user/jane                | true
          {"AWS":"arn:aws:iam::111111111111:root"}             | arn:aws:iam::222222222222:user/jane                | false
          {"AWS":"arn:aws:iam::111111111111:role/web"}         | arn:aws:iam::111111111111:role/web                 | true
          {"AWS":"arn:aws:iam::111111111111:role/web"}         | arn:aws:sts::111111111111:assumed-role/web/task    | true
          {"AWS":"arn:aws:iam::111111111111:role/team/web"}    | arn:aws:sts::111111111111:assumed-role/web/task    | true
          {"AWS":"arn:aws:iam::111111111111:role/web"}         | arn:aws:sts::111111111111:assumed-role/web2/task   | false
          {"AWS":"arn:aws:iam::222222222222:role/web"}         | arn:aws:sts::111111111111:assumed-role/web/task    | false
          {"AWS":"arn:aws:iam::111111111111:role/web"}         | arn:aws:iam::111111111111:root                     | false
          {"AWS":"arn:aws:sts::111111111111:assumed-role/web/task"} | arn:aws:sts::111111111111:assumed-role/web/task | true
          {"AWS":"arn:aws:sts::111111111111:assumed-role/web/task"} | arn:aws:sts::111111111111:assumed-role/web/other | false
          {"AWS":"AROAIDPPEZS35WEXAMPLE"}                      | arn:aws:iam::111111111111:role/web                 | false
          {"AWS":["222222222222","111111111111"]}              | arn:aws:iam::111111111111:role/web                 | true
          {"Service":"events.amazonaws.com"}                   | events.amazonaws.com                               | true
          {"Service":["sns.amazonaws.com","events.amazonaws.com"]} | events.amazonaws.com                           | true
          {"Service":"sns.amazonaws.com"}                      | events.amazonaws.com                               | false
          {"Service":"events.amazonaws.com"}                   | arn:aws:iam::111111111111:root                     | false
          {"AWS":"111111111111","Service":"events.amazonaws.com"} | events.amazonaws.com                            | true
          {"Federated":"accounts.google.com"}                  | arn:aws:iam::111111111111:role/web                 | false
          """)
  void admitsPrincipals(String principal, String who, boolean admitted) {
    ResourcePolicy policy =
        policy(
            "{'Effect':'Allow','Principal':%s,'Action':'*','Resource':'*'}".formatted(principal));

    assertThat(policy.decide(put(who)).isAllowed()).isEqualTo(admitted);
  }

  @ParameterizedTest
  @CsvSource({
    "arn:aws:iam::111111111111:role/customer-web, false",
    "arn:aws:iam::222222222222:role/mobile, true",
    "events.amazonaws.com, true"
  })
  void deniesEveryoneButSome(String who, boolean denied) {
    ResourcePolicy policy =
        policy(
            "{'Effect':'Deny','NotPrincipal':{'AWS':'111111111111'},'Action':'*','Resource':'*'}");

    assertThat(policy.decide(put(who)) instanceof PolicyDecision.DeniedExplicitly)
        .isEqualTo(denied);
  }

  @ParameterizedTest(name = "{0}: {1} admits events:PutEvents: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          Action    | "events:PutEvents"                     | true
          Action    | "EVENTS:putevents"                     | true
          Action    | "events:*"                             | true
          Action    | "events:Put*"                          | true
          Action    | "events:Put?vents"                     | true
          Action    | "*"                                    | true
          Action    | ["events:PutRule","events:PutEvents"]  | true
          Action    | "events:PutRule"                       | false
          Action    | "sqs:*"                                | false
          NotAction | "events:PutRule"                       | true
          NotAction | "events:put*"                          | false
          """)
  void admitsActions(String element, String value, boolean admitted) {
    ResourcePolicy policy =
        policy(
            "{'Effect':'Allow','Principal':'*','%s':%s,'Resource':'*'}".formatted(element, value));

    assertThat(policy.decide(put(WEB)).isAllowed()).isEqualTo(admitted);
  }

  @ParameterizedTest(name = "{0} {1} admits the bus: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          Resource    | "arn:aws:events:us-east-1:121212121212:event-bus/central-bus"  | true
          Resource    | "arn:aws:events:us-east-1:121212121212:event-bus/*"            | true
          Resource    | "arn:aws:events:*:121212121212:event-bus/central-bus"          | true
          Resource    | "arn:aws:events:us-east-?:121212121212:event-bus/central-bus"  | true
          Resource    | "arn:aws:events:us-*-1:121212121212:event-bus/central-bus"     | true
          Resource    | "arn:aws:events:us*2:event-bus/central-bus"                    | false
          Resource    | "arn:aws:events:us-east-1:*"                                   | true
          Resource    | "*"                                                            | true
          Resource    | "arn:aws:events:us-east-1:121212121212:event-bus/Central-bus"  | false
          Resource    | "arn:aws:events:us-east-1:121212121212:event-bus/central"      | false
          Resource    | ["arn:aws:events:us-east-1:121212121212:event-bus/a","*"]      | true
          Resource    | "arn:aws:events:us-east-1:121212121212:event-bus/${team:bus}"  | true
          Resource    | "arn:aws:events:us-east-1:121212121212:event-bus/${team:none}" | false
          NotResource | "arn:aws:events:us-east-1:121212121212:event-bus/central-bus"  | false
          NotResource | "arn:aws:events:us-east-1:121212121212:event-bus/other"        | true
          """)
  void admitsResources(String element, String value, boolean admitted) {
    ResourcePolicy policy =
        policy("{'Effect':'Allow','Principal':'*','Action':'*','%s':%s}".formatted(element, value));

    assertThat(policy.decide(put(WEB).with("team:bus", "central-bus")).isAllowed())
        .isEqualTo(admitted);
  }

  @Test
  void takesASidThatLooksLikeAPosition() {
    ResourcePolicy policy =
        policy(
            "{'Sid':'2','Effect':'Allow','Principal':{'AWS':'222222222222'},'Action':'*','Resource':'*'}",
            "{'Effect':'Allow','Principal':'*','Action':'*','Resource':'*'}");

    assertThat(policy.decide(put(WEB))).isEqualTo(new PolicyDecision.Allowed(put(WEB), "2"));
  }

  @Test
  void isEqualByItsText() {
    ResourcePolicy policy =
        policy("{'Effect':'Allow','Principal':'*','Action':'*','Resource':'*'}");

    assertThat(policy)
        .isEqualTo(ResourcePolicy.of(policy.toString()))
        .hasSameHashCodeAs(ResourcePolicy.of(policy.toString()))
        .isNotEqualTo(ResourcePolicy.of(policy.toString().replace("Allow", "Deny")));
  }

  private static ResourcePolicy policy(String... statements) {
    return ResourcePolicy.of(
        "{'Version':'2012-10-17','Id':'test','Statement':[%s]}"
            .formatted(String.join(",", statements))
            .replace('\'', '"'));
  }

  private static PolicyRequest put(String who) {
    PolicyPrincipal principal =
        who.startsWith("arn:")
            ? new PolicyPrincipal.Identity(Arn.of(who))
            : new PolicyPrincipal.Service(who);
    return PolicyRequest.of(principal, "events:PutEvents", Arn.of(BUS));
  }
}
