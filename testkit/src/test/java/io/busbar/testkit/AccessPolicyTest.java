// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.busbar.core.EventType;
import io.busbar.core.PublishResult;
import io.busbar.core.publish.EntryResult;
import io.busbar.core.routing.HopRules;
import io.busbar.core.routing.InvalidPolicyException;
import java.util.List;
import org.junit.jupiter.api.Test;

class AccessPolicyTest {
  private static final String ALL = "{\"version\":[\"0\"]}";
  private static final String NOBODY =
      "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::131313131313:root\"},\"Action\":\"*\",\"Resource\":\"*\"}]}";
  private static final String EVENTBRIDGE_FOR_RULE =
      "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"eb\",\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"events.amazonaws.com\"},"
          + "\"Action\":\"sqs:SendMessage\",\"Resource\":\"*\",\"Condition\":{\"ArnEquals\":{\"aws:SourceArn\":\"%s\"}}}]}";

  private final InMemoryOrganization open = InMemoryOrganization.create(VirtualClock.create());
  private final InMemoryOrganization strict =
      InMemoryOrganization.builder()
          .time(VirtualClock.create())
          .seed(42)
          .organizationId("o-grocer00001")
          .enforcePolicies(true)
          .build();

  @Test
  void admitsEverybodyToWhatHasNoPolicyUnlessToldOtherwise() {
    Region hub = open.account("121212121212").region();
    Bus bus = hub.bus("central-bus");
    Queue queue = hub.queue("orders");
    bus.rule("all").pattern(ALL).target(new Target("t", queue.arn()));

    assertThat(put(open, "111111111111", bus)).isInstanceOf(EntryResult.Accepted.class);
    assertThat(queue.counts().available()).isEqualTo(1);
  }

  @Test
  void evaluatesAPolicyThatIsSetInAnyCase() {
    Bus bus = open.account("121212121212").bus("central-bus").permit("111111111111");

    assertThat(put(open, "111111111111", bus)).isInstanceOf(EntryResult.Accepted.class);
    assertThat(put(open, "222222222222", bus)).isEqualTo(accessDenied("222222222222"));
    assertThat(put(open, "121212121212", bus)).isInstanceOf(EntryResult.Accepted.class);
    assertThat(open.journal().entries())
        .extracting(JournalEntry::step)
        .filteredOn(JournalEntry.Denied.class::isInstance)
        .singleElement()
        .isEqualTo(
            new JournalEntry.Denied(
                "222222222222",
                "No statement allows 'events:PutEvents' by 'arn:aws:iam::222222222222:root' on '"
                    + bus.arn()
                    + "':\n  1. Statement '111111111111': Principal is 'arn:aws:iam::111111111111:root' in the policy, but 'arn:aws:iam::222222222222:root' in the request."));
  }

  @Test
  void refusesOtherAccountsABusWithoutAPolicyWhenToldTo() {
    Bus bus = strict.account("121212121212").bus("central-bus");

    assertThat(put(strict, "111111111111", bus)).isEqualTo(accessDenied("111111111111"));
    assertThat(put(strict, "121212121212", bus)).isInstanceOf(EntryResult.Accepted.class);

    bus.permitOrganization();
    assertThat(put(strict, "111111111111", bus)).isInstanceOf(EntryResult.Accepted.class);
    assertThat(bus.policy())
        .contains(
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"o-grocer00001\",\"Effect\":\"Allow\",\"Action\":\"events:PutEvents\","
                + "\"Resource\":\"arn:aws:events:us-east-1:121212121212:event-bus/central-bus\",\"Principal\":\"*\","
                + "\"Condition\":{\"StringEquals\":{\"aws:PrincipalOrgID\":\"o-grocer00001\"}}}]}");
  }

  @Test
  void obeysADenyEvenForTheOwnAccount() {
    Bus bus = open.account("121212121212").bus("central-bus");
    bus.policy(
        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"no\",\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"events:PutEvents\",\"Resource\":\"*\","
            + "\"Condition\":{\"StringNotEquals\":{\"events:detail-type\":\"Order Placed\"}}}]}");

    assertThat(put(open, "121212121212", bus)).isEqualTo(accessDenied("121212121212"));
    assertThat(put(open, "121212121212", bus, "Order Placed"))
        .isInstanceOf(EntryResult.Accepted.class);
    assertThat(put(open, "121212121212", bus)).isEqualTo(accessDenied("121212121212"));
  }

  @Test
  void letsTheShortCutsGrantWhatATemplateWould() {
    Account hub = strict.account("121212121212");
    Bus bus = hub.bus("central-bus");
    Bus regional = strict.account("888888888888").bus("regional");
    Queue orders = strict.account("777777777777").queue("orders");
    bus.rule("all").pattern(ALL).to(orders).deadLetter("dlq").to(regional);
    regional.rule("all").pattern(ALL).to(regional.region().logGroup("all"));

    put(strict, "121212121212", bus);

    assertThat(bus.rule("all").targets().get(0).roleArn())
        .isEqualTo("arn:aws:iam::121212121212:role/eventbridge");
    assertThat(orders.counts().available()).isEqualTo(1);
    assertThat(regional.region().logGroup("all").events()).hasSize(1);
    assertThat(strict.journal().failed()).isEmpty();
    assertThat(hub.publisher("hub", regional).publish(new Happened("x")))
        .isInstanceOf(PublishResult.Accepted.class);
  }

  @Test
  void refusesADeliveryToAQueueWithoutAPolicy() {
    Region hub = strict.account("121212121212").region();
    Queue queue = hub.queue("orders");
    Target target = new Target("t", queue.arn()).withDeadLetterArn(hub.queue("dlq").arn());
    Rule rule = hub.bus("central-bus").rule("all").pattern(ALL).target(target);

    put(strict, "121212121212", hub.bus("central-bus"));

    assertThat(strict.journal().failed())
        .extracting(JournalEntry::step)
        .containsExactly(
            new JournalEntry.Failed(
                "all",
                queue.arn(),
                Layer.QUEUE_POLICY,
                "NO_PERMISSIONS",
                "'arn:aws:sqs:us-east-1:121212121212:orders' has no policy, so nothing allows 'sqs:SendMessage' by 'events.amazonaws.com'. Set a policy that allows it."));
    assertThat(strict.journal().lostDeadLetters())
        .extracting(JournalEntry::step)
        .containsExactly(
            new JournalEntry.DeadLetterLost(
                "all",
                queue.arn(),
                hub.queue("dlq").arn(),
                Layer.QUEUE_POLICY,
                "NO_PERMISSIONS",
                "'arn:aws:sqs:us-east-1:121212121212:dlq' has no policy, so nothing allows 'sqs:SendMessage' by 'events.amazonaws.com'. Set a policy that allows it."));

    queue.policy(EVENTBRIDGE_FOR_RULE.formatted(rule.arn()));
    put(strict, "121212121212", hub.bus("central-bus"));
    assertThat(queue.counts().available()).isEqualTo(1);
  }

  @Test
  void bringsWhatAPolicyRefusesToTheDeadLetterQueueAtOnce() {
    Region hub = open.account("121212121212").region();
    Queue queue =
        hub.queue("orders")
            .policy(
                EVENTBRIDGE_FOR_RULE.formatted("arn:aws:events:us-east-1:121212121212:rule/other"));
    hub.bus("central-bus").rule("all").pattern(ALL).to(queue).deadLetter("dlq");

    put(open, "121212121212", hub.bus("central-bus"));

    Message letter = hub.queue("dlq").receive(1).get(0);
    assertThat(letter.attributes().get("ERROR_CODE").value()).isEqualTo("NO_PERMISSIONS");
    assertThat(letter.attributes().get("RETRY_ATTEMPTS").value()).isEqualTo("0");
    assertThat(letter.attributes().get("ERROR_MESSAGE").value())
        .isEqualTo(
            "No statement allows 'sqs:SendMessage' by 'events.amazonaws.com' on 'arn:aws:sqs:us-east-1:121212121212:orders':\n"
                + "  1. Statement 'eb': ArnEquals aws:SourceArn is 'arn:aws:events:us-east-1:121212121212:rule/other' in the policy,"
                + " but 'arn:aws:events:us-east-1:121212121212:rule/central-bus/all' in the request.");
  }

  @Test
  void losesDeadLettersThatTheQueuesPolicyDoesNotAdmit() {
    Region hub = open.account("121212121212").region();
    Queue dead = hub.queue("dlq").policy(NOBODY);
    hub.bus("central-bus")
        .rule("all")
        .pattern(ALL)
        .to(hub.queue("orders").policy(NOBODY))
        .deadLetter(dead);

    put(open, "121212121212", hub.bus("central-bus"));

    assertThat(dead.counts().total()).isZero();
    assertThat(open.journal().lostDeadLetters())
        .singleElement()
        .extracting(entry -> ((JournalEntry.DeadLetterLost) entry.step()).code())
        .isEqualTo("NO_PERMISSIONS");
  }

  @Test
  void needsARoleForTheQueueOfAnotherAccountWhenToldTo() {
    Region hub = strict.account("121212121212").region();
    Queue queue = strict.account("777777777777").queue("orders");
    Rule rule = hub.bus("central-bus").rule("all").pattern(ALL);
    Target target = new Target("t", queue.arn());

    assertThatThrownBy(() -> rule.target(target))
        .isInstanceOfSatisfying(
            AwsErrorException.class, e -> assertThat(e.code()).isEqualTo("ValidationException"))
        .hasMessage("RoleArn is required for target arn:aws:sqs:us-east-1:777777777777:orders.");
    rule.target(target.withRoleArn("arn:aws:iam::121212121212:role/to-orders"));
    queue.policy(
        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::121212121212:role/to-orders\"},\"Action\":\"sqs:SendMessage\",\"Resource\":\"*\"}]}");
    put(strict, "121212121212", hub.bus("central-bus"));

    assertThat(queue.counts().available()).isEqualTo(1);
  }

  @Test
  void deliversToAnEncryptedQueueOnlyIfTheKeyAdmitsEventBridge() {
    Region hub = open.account("121212121212").region();
    KmsKey key = hub.key("1234");
    Queue queue = hub.queue("orders").encryptedBy(key);
    hub.bus("central-bus").rule("all").pattern(ALL).to(queue);

    put(open, "121212121212", hub.bus("central-bus"));
    assertThat(open.journal().failed())
        .extracting(JournalEntry::step)
        .containsExactly(
            new JournalEntry.Failed(
                "all",
                queue.arn(),
                Layer.KEY,
                "NO_PERMISSIONS",
                "The key policy of 'arn:aws:kms:us-east-1:121212121212:key/1234' does not let 'events.amazonaws.com' use it. Allow kms:GenerateDataKey and kms:Decrypt."));

    key.permitEventBridge();
    put(open, "121212121212", hub.bus("central-bus"));
    assertThat(queue.counts().available()).isEqualTo(1);

    key.policy(NOBODY);
    put(open, "121212121212", hub.bus("central-bus"));
    assertThat(queue.counts().available()).isEqualTo(1);
  }

  @Test
  void countsAPutToAnotherAccountsBusAsAHopWhenToldTo() {
    InMemoryOrganization aws =
        InMemoryOrganization.builder().time(VirtualClock.create()).hops(new HopRules(true)).build();
    Bus bus = aws.account("121212121212").bus("central-bus");
    Bus next = aws.account("888888888888").bus("next");
    bus.rule("on").pattern(ALL).to(next);

    put(aws, "111111111111", bus);
    assertThat(aws.journal().dropped()).hasSize(1);
    put(aws, "121212121212", bus);
    assertThat(aws.journal().dropped()).hasSize(1);
  }

  @Test
  void changesStatementsByTheirSid() {
    Bus bus = open.account("121212121212").bus("central-bus");
    bus.permit("111111111111", "222222222222").permit("111111111111");
    bus.removeStatement("222222222222");

    assertThat(bus.policy())
        .contains(
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"111111111111\",\"Effect\":\"Allow\",\"Action\":\"events:PutEvents\","
                + "\"Resource\":\"arn:aws:events:us-east-1:121212121212:event-bus/central-bus\",\"Principal\":{\"AWS\":\"arn:aws:iam::111111111111:root\"}}]}");
    assertThatThrownBy(() -> bus.removeStatement("222222222222"))
        .isInstanceOfSatisfying(
            AwsErrorException.class,
            e -> assertThat(e.code()).isEqualTo("ResourceNotFoundException"))
        .hasMessage("Statement with the provided id does not exist.");
    bus.removeStatement("111111111111");
    assertThat(bus.policy()).isEmpty();
  }

  @Test
  void refusesPoliciesThatAwsRefuses() {
    Bus bus = open.account("121212121212").bus("central-bus");
    assertThatThrownBy(() -> bus.policy("{}")).isInstanceOf(InvalidPolicyException.class);
    assertThatThrownBy(() -> bus.policy(" ".repeat(10_241)))
        .isInstanceOfSatisfying(
            AwsErrorException.class,
            e -> assertThat(e.code()).isEqualTo("PolicyLengthExceededException"))
        .hasMessage("The event bus policy is too long: it may have 10240 characters.");
    assertThatThrownBy(
            () ->
                bus.addStatement(
                    JsonNodeFactory.instance.objectNode().put("Sid", "x".repeat(10_240))))
        .isInstanceOf(RuntimeException.class);
    assertThat(bus.policy()).isEmpty();
    assertThatThrownBy(() -> InMemoryOrganization.builder().organizationId("grocer"))
        .hasMessage(
            "An organization's id is 'o-' and 10 to 32 small letters and digits, but was 'grocer'.");
  }

  private static EntryResult accessDenied(String account) {
    return new EntryResult.Refused(
        "AccessDeniedException",
        "User: arn:aws:iam::%s:root is not authorized to perform: events:PutEvents on resource: arn:aws:events:us-east-1:121212121212:event-bus/central-bus because no resource-based policy allows the events:PutEvents action"
            .formatted(account));
  }

  private static EntryResult put(InMemoryOrganization aws, String account, Bus bus) {
    return put(aws, account, bus, "Order Updated");
  }

  private static EntryResult put(
      InMemoryOrganization aws, String account, Bus bus, String detailType) {
    return aws.account(account)
        .region()
        .putEvents(List.of(PutEventsEntry.of("grocer.shop", detailType, "{}").on(bus.arn())))
        .get(0);
  }

  @EventType(source = "grocer.hub", name = "Happened", version = 1)
  record Happened(String what) {}
}
