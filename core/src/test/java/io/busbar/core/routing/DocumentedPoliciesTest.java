// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.routing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Policies as the EventBridge User Guide has them ("Permissions for event buses", "Using IAM policy
 * conditions", "Using resource-based policies") and the SQS Developer Guide ("Key management"),
 * decided as it says there.
 */
class DocumentedPoliciesTest {

  private static final Arn BUS =
      Arn.of("arn:aws:events:us-east-1:121212121212:event-bus/central-bus");
  private static final Arn QUEUE = Arn.of("arn:aws:sqs:us-east-1:999999999999:payments");
  private static final Arn KEY = Arn.of("arn:aws:kms:us-east-1:999999999999:key/1234abcd");
  private static final String RULE =
      "arn:aws:events:us-east-1:121212121212:rule/central-bus/payments";

  private static final ResourcePolicy ORGANIZATION =
      policy(
          """
          {"Sid": "allow_all_accounts_from_organization_to_put_events",
           "Effect": "Allow",
           "Principal": "*",
           "Action": "events:PutEvents",
           "Resource": "arn:aws:events:us-east-1:121212121212:event-bus/central-bus",
           "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-grocer1234"}}}""");

  private static final ResourcePolicy EVENTS_TO_QUEUE =
      policy(
          """
          {"Sid": "EventsToMyQueue",
           "Effect": "Allow",
           "Principal": {"Service": "events.amazonaws.com"},
           "Action": "sqs:SendMessage",
           "Resource": "arn:aws:sqs:us-east-1:999999999999:payments",
           "Condition": {"ArnEquals": {"aws:SourceArn":
             "arn:aws:events:us-east-1:121212121212:rule/central-bus/payments"}}}""");

  @Test
  void admitsAnOrganization() {
    assertThat(text(ORGANIZATION, put("111111111111").with("aws:PrincipalOrgID", "o-grocer1234")))
        .isEqualTo(
            "Statement 'allow_all_accounts_from_organization_to_put_events' allows 'events:PutEvents' by 'arn:aws:iam::111111111111:root' on 'arn:aws:events:us-east-1:121212121212:event-bus/central-bus'.");
  }

  @Test
  void keepsOtherOrganizationsOut() {
    assertThat(text(ORGANIZATION, put("111111111111").with("aws:PrincipalOrgID", "o-other")))
        .isEqualTo(
            """
            No statement allows 'events:PutEvents' by 'arn:aws:iam::111111111111:root' on 'arn:aws:events:us-east-1:121212121212:event-bus/central-bus':
              1. Statement 'allow_all_accounts_from_organization_to_put_events': StringEquals aws:PrincipalOrgID is 'o-grocer1234' in the policy, but 'o-other' in the request.""");
  }

  @Test
  void keepsAccountsWithoutOrganizationOut() {
    assertThat(text(ORGANIZATION, put("111111111111")))
        .isEqualTo(
            """
            No statement allows 'events:PutEvents' by 'arn:aws:iam::111111111111:root' on 'arn:aws:events:us-east-1:121212121212:event-bus/central-bus':
              1. Statement 'allow_all_accounts_from_organization_to_put_events': StringEquals aws:PrincipalOrgID is 'o-grocer1234' in the policy, but absent in the request.""");
  }

  @Test
  void admitsAnotherAccountForOneSourceAndDetailType() {
    ResourcePolicy policy =
        policy(
            """
            {"Sid": "WebStoreCrossAccountPublish",
             "Effect": "Allow",
             "Action": ["events:PutEvents"],
             "Principal": {"AWS": "111111111111"},
             "Resource": "arn:aws:events:us-east-1:121212121212:event-bus/central-bus",
             "Condition": {"StringEquals": {
               "events:detail-type": "Order Placed",
               "events:source": "grocer.customer-web"}}}""");
    PolicyRequest order =
        put("111111111111")
            .with("events:source", "grocer.customer-web")
            .with("events:detail-type", "Order Placed");

    assertThat(policy.decide(order).isAllowed()).isTrue();
    assertThat(text(policy, order.with("events:detail-type", "Order Updated")))
        .isEqualTo(
            """
            No statement allows 'events:PutEvents' by 'arn:aws:iam::111111111111:root' on 'arn:aws:events:us-east-1:121212121212:event-bus/central-bus':
              1. Statement 'WebStoreCrossAccountPublish': StringEquals events:detail-type is 'Order Placed' in the policy, but 'Order Updated' in the request.""");
    assertThat(text(policy, put("222222222222")))
        .isEqualTo(
            """
            No statement allows 'events:PutEvents' by 'arn:aws:iam::222222222222:root' on 'arn:aws:events:us-east-1:121212121212:event-bus/central-bus':
              1. Statement 'WebStoreCrossAccountPublish': Principal is '111111111111' in the policy, but 'arn:aws:iam::222222222222:root' in the request.""");
  }

  @Test
  void letsAnAccountChangeTheRulesThatItCreated() {
    ResourcePolicy policy =
        policy(
            """
            {"Sid": "InvoiceProcessingRuleCreation",
             "Effect": "Allow",
             "Principal": {"AWS": "arn:aws:iam::111111111111:root"},
             "Action": ["events:PutRule", "events:DeleteRule"],
             "Resource": "arn:aws:events:us-east-1:121212121212:rule/central-bus/*",
             "Condition": {"StringEqualsIfExists": {
               "events:creatorAccount": "${aws:PrincipalAccount}"}}}""");
    PolicyRequest change =
        PolicyRequest.of(PolicyPrincipal.account("111111111111"), "events:PutRule", Arn.of(RULE));

    assertThat(policy.decide(change).isAllowed()).isTrue();
    assertThat(policy.decide(change.with("events:creatorAccount", "111111111111")).isAllowed())
        .isTrue();
    assertThat(policy.decide(change.with("events:creatorAccount", "222222222222")).text())
        .isEqualTo(
            """
            No statement allows 'events:PutRule' by 'arn:aws:iam::111111111111:root' on 'arn:aws:events:us-east-1:121212121212:rule/central-bus/payments':
              1. Statement 'InvoiceProcessingRuleCreation': StringEqualsIfExists events:creatorAccount is '${aws:PrincipalAccount}' in the policy, but '222222222222' in the request.""");
  }

  @Test
  void admitsWhatRulesSendAndNotPutEvents() {
    ResourcePolicy policy =
        policy(
            """
            {"Sid": "AllowCrossAccountInvocationEventsOnly",
             "Effect": "Allow",
             "Principal": "*",
             "Action": "events:PutEvents",
             "Resource": "*",
             "Condition": {"BoolIfExists": {"events:eventBusInvocation": "true"}}}""");

    assertThat(
            policy
                .decide(put("111111111111").with("events:eventBusInvocation", "true"))
                .isAllowed())
        .isTrue();
    assertThat(text(policy, put("111111111111").with("events:eventBusInvocation", "false")))
        .isEqualTo(
            """
            No statement allows 'events:PutEvents' by 'arn:aws:iam::111111111111:root' on 'arn:aws:events:us-east-1:121212121212:event-bus/central-bus':
              1. Statement 'AllowCrossAccountInvocationEventsOnly': BoolIfExists events:eventBusInvocation is 'true' in the policy, but 'false' in the request.""");
  }

  @Test
  void keepsTheEventsOfARegionOut() {
    ResourcePolicy policy =
        policy(
            """
            {"Sid": "1_allow_any_events_from_account_111111111111",
             "Effect": "Allow",
             "Principal": {"AWS": "arn:aws:iam::111111111111:root"},
             "Action": "events:PutEvents",
             "Resource": "arn:aws:events:us-east-1:121212121212:event-bus/central-bus"},
            {"Sid": "2_deny-all-cross-region-us-west-2-events",
             "Effect": "Deny",
             "Principal": {"AWS": "*"},
             "Action": "events:PutEvents",
             "Resource": "arn:aws:events:us-east-1:121212121212:event-bus/central-bus",
             "Condition": {"ArnEquals": {"aws:SourceArn": ["arn:aws:events:us-west-2:*:*"]}}}""");
    PolicyRequest request = put("111111111111");

    assertThat(policy.decide(request).isAllowed()).isTrue();
    assertThat(
            policy
                .decide(
                    request.with(
                        "aws:SourceArn", "arn:aws:events:eu-west-1:111111111111:rule/shop/to-hub"))
                .isAllowed())
        .isTrue();
    assertThat(
            text(
                policy,
                request.with(
                    "aws:SourceArn", "arn:aws:events:us-west-2:111111111111:rule/shop/to-hub")))
        .isEqualTo(
            "Statement '2_deny-all-cross-region-us-west-2-events' denies 'events:PutEvents' by 'arn:aws:iam::111111111111:root' on 'arn:aws:events:us-east-1:121212121212:event-bus/central-bus'.");
  }

  @Test
  void letsARuleSendToAQueue() {
    assertThat(text(EVENTS_TO_QUEUE, deliver("sqs:SendMessage", QUEUE).with("aws:SourceArn", RULE)))
        .isEqualTo(
            "Statement 'EventsToMyQueue' allows 'sqs:SendMessage' by 'events.amazonaws.com' on 'arn:aws:sqs:us-east-1:999999999999:payments'.");
  }

  @Test
  void keepsOtherRulesAndServicesFromTheQueue() {
    assertThat(
            text(
                EVENTS_TO_QUEUE,
                deliver("sqs:SendMessage", QUEUE).with("aws:SourceArn", RULE + "-copy")))
        .isEqualTo(
            """
            No statement allows 'sqs:SendMessage' by 'events.amazonaws.com' on 'arn:aws:sqs:us-east-1:999999999999:payments':
              1. Statement 'EventsToMyQueue': ArnEquals aws:SourceArn is 'arn:aws:events:us-east-1:121212121212:rule/central-bus/payments' in the policy, but 'arn:aws:events:us-east-1:121212121212:rule/central-bus/payments-copy' in the request.""");
    assertThat(
            text(
                EVENTS_TO_QUEUE,
                PolicyRequest.of(
                    new PolicyPrincipal.Service("sns.amazonaws.com"), "sqs:SendMessage", QUEUE)))
        .isEqualTo(
            """
            No statement allows 'sqs:SendMessage' by 'sns.amazonaws.com' on 'arn:aws:sqs:us-east-1:999999999999:payments':
              1. Statement 'EventsToMyQueue': Principal is 'events.amazonaws.com' in the policy, but 'sns.amazonaws.com' in the request.""");
  }

  @Test
  void letsEventBridgeUseAKey() {
    ResourcePolicy policy =
        policy(
            """
            {"Sid": "Administration",
             "Effect": "Allow",
             "Principal": {"AWS": "arn:aws:iam::999999999999:root"},
             "Action": "kms:*",
             "Resource": "*"},
            {"Sid": "Events",
             "Effect": "Allow",
             "Principal": {"Service": "events.amazonaws.com"},
             "Action": ["kms:GenerateDataKey*", "kms:Decrypt"],
             "Resource": "*",
             "Condition": {"StringEquals": {"aws:SourceAccount": "121212121212"}}}""");
    PolicyRequest request = deliver("kms:GenerateDataKey", KEY);

    assertThat(policy.decide(request.with("aws:SourceAccount", "121212121212")).isAllowed())
        .isTrue();
    assertThat(text(policy, request.with("aws:SourceAccount", "666666666666")))
        .isEqualTo(
            """
            No statement allows 'kms:GenerateDataKey' by 'events.amazonaws.com' on 'arn:aws:kms:us-east-1:999999999999:key/1234abcd':
              1. Statement 'Administration': Principal is 'arn:aws:iam::999999999999:root' in the policy, but 'events.amazonaws.com' in the request.
              2. Statement 'Events': StringEquals aws:SourceAccount is '121212121212' in the policy, but '666666666666' in the request.""");
  }

  /** The policy that every new key has: it admits the account, and EventBridge is not in it. */
  @Test
  void keepsEventBridgeFromAKeyWithTheDefaultPolicy() {
    ResourcePolicy policy =
        policy(
            """
            {"Sid": "Enable IAM User Permissions",
             "Effect": "Allow",
             "Principal": {"AWS": "arn:aws:iam::999999999999:root"},
             "Action": "kms:*",
             "Resource": "*"}""");

    assertThat(text(policy, deliver("kms:Decrypt", KEY).with("aws:SourceArn", RULE)))
        .isEqualTo(
            """
            No statement allows 'kms:Decrypt' by 'events.amazonaws.com' on 'arn:aws:kms:us-east-1:999999999999:key/1234abcd':
              1. Statement 'Enable IAM User Permissions': Principal is 'arn:aws:iam::999999999999:root' in the policy, but 'events.amazonaws.com' in the request.""");
  }

  private static String text(ResourcePolicy policy, PolicyRequest request) {
    return policy.decide(request).text();
  }

  private static PolicyRequest put(String account) {
    return PolicyRequest.of(PolicyPrincipal.account(account), "events:PutEvents", BUS);
  }

  private static PolicyRequest deliver(String action, Arn target) {
    return PolicyRequest.of(PolicyPrincipal.EVENTBRIDGE, action, target);
  }

  private static ResourcePolicy policy(String statements) {
    return ResourcePolicy.of("{\"Version\": \"2012-10-17\", \"Statement\": [" + statements + "]}");
  }
}
