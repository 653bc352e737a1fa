// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.DescribeRuleResponse;
import software.amazon.awssdk.services.eventbridge.model.EventBus;
import software.amazon.awssdk.services.eventbridge.model.InvalidEventPatternException;
import software.amazon.awssdk.services.eventbridge.model.ListRulesResponse;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;
import software.amazon.awssdk.services.eventbridge.model.ResourceAlreadyExistsException;
import software.amazon.awssdk.services.eventbridge.model.ResourceNotFoundException;
import software.amazon.awssdk.services.eventbridge.model.Rule;
import software.amazon.awssdk.services.eventbridge.model.RuleState;
import software.amazon.awssdk.services.eventbridge.model.Target;

class EventBridgeOperationsTest extends ClientTest {
  private static final String ROLE = "arn:aws:iam::" + ACCOUNT + ":role/orders";
  private static final String PATTERN = "{\"source\":[\"shop\"]}";

  private final EventBridgeClient events = clients.eventBridge(ACCOUNT);

  @Test
  void createsDescribesListsAndDeletesBuses() {
    assertThat(events.createEventBus(to -> to.name("central-bus")).eventBusArn())
        .isEqualTo(busArn("central-bus"));
    assertThat(events.describeEventBus(to -> to.name("central-bus")).arn())
        .isEqualTo(busArn("central-bus"));
    assertThat(events.describeEventBus(to -> {}).name()).isEqualTo("default");
    assertThat(events.listEventBuses(to -> {}).eventBuses())
        .extracting(EventBus::arn)
        .containsExactly(busArn("central-bus"), busArn("default"));

    events.deleteEventBus(to -> to.name("central-bus"));

    assertThat(events.listEventBuses(to -> to.namePrefix("c")).eventBuses()).isEmpty();
  }

  @Test
  void refusesWhatEventBridgeRefusesOnBuses() {
    events.createEventBus(to -> to.name("twice"));
    assertThatThrownBy(() -> events.createEventBus(to -> to.name("twice")))
        .isInstanceOf(ResourceAlreadyExistsException.class);
    assertRefuses(
        () -> events.createEventBus(to -> to.name("twice")),
        "ResourceAlreadyExistsException",
        "Event bus twice already exists.");
    assertThatThrownBy(() -> events.describeEventBus(to -> to.name("none")))
        .isInstanceOf(ResourceNotFoundException.class);
    assertRefuses(
        () -> events.describeEventBus(to -> to.name("none")),
        "ResourceNotFoundException",
        "Event bus none does not exist.");
    events.putRule(to -> to.eventBusName("twice").name("all").eventPattern(PATTERN));
    assertRefuses(
        () -> events.deleteEventBus(to -> to.name("twice")),
        "ValidationException",
        "Event bus twice can't be deleted since it has rules.");
    assertRefuses(
        () -> events.deleteEventBus(to -> to.name("default")),
        "ValidationException",
        "Cannot delete event bus default.");
    assertRefuses(
        () -> events.createEventBus(to -> {}),
        "ValidationException",
        "1 validation error detected: Value null at 'name' failed to satisfy constraint: Member must not be null");
    assertRefuses(
        () -> events.createEventBus(to -> to.name("")),
        "ValidationException",
        "2 validation errors detected: Value '' at 'name' failed to satisfy constraint: Member must have length greater than or equal to 1; "
            + "Value '' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: [/\\.\\-_A-Za-z0-9]+");
  }

  @Test
  void putsDescribesDisablesAndDeletesRules() {
    String arn =
        events
            .putRule(
                to ->
                    to.name("orders")
                        .eventPattern(PATTERN)
                        .description("all of the shop")
                        .roleArn(ROLE))
            .ruleArn();
    DescribeRuleResponse rule = events.describeRule(to -> to.name("orders"));
    assertThat(rule.roleArn()).isEqualTo(ROLE);

    assertThat(arn).isEqualTo("arn:aws:events:us-east-1:999999999999:rule/orders");
    assertThat(rule.eventPattern()).isEqualTo(PATTERN);
    assertThat(rule.description()).isEqualTo("all of the shop");
    assertThat(rule.state()).isEqualTo(RuleState.ENABLED);
    assertThat(rule.eventBusName()).isEqualTo("default");

    events.disableRule(to -> to.name("orders"));
    assertThat(events.describeRule(to -> to.name("orders")).state()).isEqualTo(RuleState.DISABLED);
    events.enableRule(to -> to.name("orders"));
    assertThat(events.describeRule(to -> to.name("orders")).state()).isEqualTo(RuleState.ENABLED);

    events.deleteRule(to -> to.name("orders"));
    assertThat(events.listRules(to -> {}).rules()).isEmpty();
  }

  @Test
  void listsRulesInPages() {
    IntStream.range(0, 5)
        .forEach(i -> events.putRule(to -> to.name("rule-" + i).eventPattern(PATTERN)));
    ListRulesResponse first = events.listRules(to -> to.limit(3));
    ListRulesResponse second = events.listRules(to -> to.limit(3).nextToken(first.nextToken()));

    assertThat(first.rules()).extracting(Rule::name).containsExactly("rule-0", "rule-1", "rule-2");
    assertThat(second.rules()).extracting(Rule::name).containsExactly("rule-3", "rule-4");
    assertThat(second.nextToken()).isNull();
    assertRefuses(
        () -> events.listRules(to -> to.nextToken("***")),
        "ValidationException",
        "Token is not valid.");
  }

  @Test
  void refusesWhatEventBridgeRefusesOnRules() {
    assertThatThrownBy(
            () -> events.putRule(to -> to.name("r").eventPattern("{\"source\":\"shop\"}")))
        .isInstanceOf(InvalidEventPatternException.class);
    assertRefuses(
        () -> events.putRule(to -> to.name("r").eventPattern("{\"source\":\"shop\"}")),
        "InvalidEventPatternException",
        "Event pattern is not valid. Reason: \"source\" must be an object or an array\n at [Source: (String)\"{\"source\":\"shop\"}\"; line: 1, column: 12]");
    assertRefuses(
        () -> events.putRule(to -> to.name("r")),
        "ValidationException",
        "Parameter(s) EventPattern or ScheduleExpression must be specified.");
    assertRefuses(
        () -> events.putRule(to -> to.name("r").eventPattern(PATTERN).eventBusName("none")),
        "ResourceNotFoundException",
        "Event bus none does not exist.");
    assertRefuses(
        () -> events.putRule(to -> to.name("r").eventPattern(PATTERN).state("PAUSED")),
        "ValidationException",
        "1 validation error detected: Value 'PAUSED' at 'state' failed to satisfy constraint: Member must satisfy enum value set: [ENABLED, DISABLED, ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS]");
    assertRefuses(
        () -> events.describeRule(to -> to.name("r")),
        "ResourceNotFoundException",
        "Rule r does not exist on EventBus default.");
    assertRefuses(
        () -> events.putRule(to -> to.name("r".repeat(65)).eventPattern(PATTERN)),
        "ValidationException",
        "1 validation error detected: Value '%s' at 'name' failed to satisfy constraint: Member must have length less than or equal to 64"
            .formatted("r".repeat(65)));
    assertThat(events.listRules(to -> {}).rules()).isEmpty();
  }

  @Test
  void refusesASchedule() {
    events.createEventBus(to -> to.name("central-bus"));
    assertRefuses(
        () ->
            events.putRule(
                to ->
                    to.name("r").eventBusName("central-bus").scheduleExpression("rate(1 minute)")),
        "ValidationException",
        "ScheduleExpression is supported only on the default event bus.");
    assertRefuses(
        () -> events.putRule(to -> to.name("r").scheduleExpression("rate(1 minute)")),
        "ValidationException",
        "LocalAws does not run a ScheduleExpression yet. Put the scheduled event with PutEvents.");
  }

  @Test
  void putsListsAndRemovesTargets() {
    events.putRule(to -> to.name("orders").eventPattern(PATTERN));
    assertThat(
            events
                .putTargets(to -> to.rule("orders").targets(target("a"), target("b")))
                .failedEntryCount())
        .isZero();
    assertThat(events.listTargetsByRule(to -> to.rule("orders")).targets())
        .containsExactly(target("a"), target("b"));
    assertRefuses(
        () -> events.deleteRule(to -> to.name("orders")),
        "ValidationException",
        "Rule can't be deleted since it has targets.");

    assertThat(events.removeTargets(to -> to.rule("orders").ids("a")).failedEntries()).isEmpty();

    assertThat(events.listTargetsByRule(to -> to.rule("orders")).targets())
        .containsExactly(target("b"));
  }

  @Test
  void refusesWhatEventBridgeRefusesOnTargets() {
    events.putRule(to -> to.name("orders").eventPattern(PATTERN));
    assertRefuses(
        () -> events.putTargets(to -> to.rule("none").targets(target("a"))),
        "ResourceNotFoundException",
        "Rule none does not exist on EventBus default.");
    assertRefuses(
        () -> events.putTargets(to -> to.rule("orders").targets(List.of())),
        "ValidationException",
        "1 validation error detected: Value '[]' at 'targets' failed to satisfy constraint: Member must have length greater than or equal to 1");
    assertRefuses(
        () ->
            events.putTargets(
                to -> to.rule("orders").targets(Target.builder().id("a").arn("queue").build())),
        "ValidationException",
        "Parameter queue is not valid. Reason: Provided Arn is not in correct format.");
    assertRefuses(
        () ->
            events.putTargets(
                to ->
                    to.rule("orders")
                        .targets(IntStream.range(0, 6).mapToObj(i -> target("t" + i)).toList())),
        "LimitExceededException",
        "The requested resource exceeds the maximum number allowed.");
    assertRefuses(
        () ->
            events.putTargets(
                to ->
                    to.rule("orders")
                        .targets(
                            target("a").toBuilder()
                                .httpParameters(http -> http.pathParameterValues("x"))
                                .build())),
        "ValidationException",
        "LocalAws does not serve 'HttpParameters' of target 'a' yet. Leave it out; the target then gets the whole event.");
    assertThat(events.listTargetsByRule(to -> to.rule("orders")).targets()).isEmpty();
  }

  @Test
  void answersEachEntryOfPutEvents() {
    PutEventsRequestEntry good =
        PutEventsRequestEntry.builder().source("shop").detailType("Ordered").detail("{}").build();
    PutEventsResponse put =
        events.putEvents(
            to ->
                to.entries(
                    good,
                    good.toBuilder().source(null).build(),
                    good.toBuilder().detail("NotJSON").build(),
                    good.toBuilder().source("aws.shop").build()));

    assertThat(put.failedEntryCount()).isEqualTo(3);
    assertThat(put.entries().get(0).eventId()).isNotBlank();
    assertThat(put.entries().subList(1, 4))
        .containsExactly(
            failure(
                "InvalidArgument",
                "Parameter Source is not valid. Reason: Source is a required argument."),
            failure("MalformedDetail", "Detail is malformed."),
            failure("NotAuthorizedForSourceException", "Not authorized for the source."));
  }

  @Test
  void refusesMoreEntriesThanEventBridgeTakes() {
    PutEventsRequestEntry entry =
        PutEventsRequestEntry.builder().source("shop").detailType("Ordered").detail("{}").build();
    assertRefuses(
        () ->
            events.putEvents(
                to -> to.entries(IntStream.range(0, 11).mapToObj(i -> entry).toList())),
        "ValidationException",
        "1 validation error detected: Value '[PutEventsRequestEntry]' at 'entries' failed to satisfy constraint: Member must have length less than or equal to 10");
    assertRefuses(
        () ->
            events.putEvents(
                to ->
                    to.entries(
                        entry.toBuilder()
                            .detail("{\"x\":\"" + "y".repeat(1_048_576) + "\"}")
                            .build())),
        "ValidationException",
        "Total size of the entries in the request is over the limit.");
  }

  @Test
  void triesAPatternOnAnEvent() {
    String event =
        "{\"id\":\"1\",\"account\":\"1\",\"source\":\"%s\",\"time\":\"2026-01-01T00:00:00Z\",\"region\":\"r\",\"detail-type\":\"t\",\"detail\":{}}";
    assertThat(
            events
                .testEventPattern(to -> to.eventPattern(PATTERN).event(event.formatted("shop")))
                .result())
        .isTrue();
    assertThat(
            events
                .testEventPattern(to -> to.eventPattern(PATTERN).event(event.formatted("bank")))
                .result())
        .isFalse();
    assertRefuses(
        () ->
            events.testEventPattern(to -> to.eventPattern(PATTERN).event("{\"source\":\"shop\"}")),
        "ValidationException",
        "Parameter Event is not valid.");
    assertRefuses(
        () -> events.testEventPattern(to -> to.eventPattern(PATTERN).event("{")),
        "ValidationException",
        "Parameter Event is not valid.");
  }

  @Test
  void takesAPermission() {
    events.putPermission(
        to -> to.action("events:PutEvents").principal("111111111111").statementId("shop"));
    events.putPermission(
        to ->
            to.action("events:PutEvents")
                .principal("*")
                .statementId("all")
                .condition(
                    only ->
                        only.type("StringEquals")
                            .key("aws:PrincipalOrgID")
                            .value("o-grocer00001")));
    assertThat(events.describeEventBus(to -> {}).policy())
        .isEqualTo(
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"shop\",\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::111111111111:root\"},"
                + "\"Action\":\"events:PutEvents\",\"Resource\":\"%1$s\"},{\"Sid\":\"all\",\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"events:PutEvents\","
                    .formatted(busArn("default"))
                + "\"Resource\":\"%s\",\"Condition\":{\"StringEquals\":{\"aws:PrincipalOrgID\":\"o-grocer00001\"}}}]}"
                    .formatted(busArn("default")));
    events.removePermission(to -> to.statementId("shop"));
    assertRefuses(
        () -> events.removePermission(to -> to.statementId("shop")),
        "ResourceNotFoundException",
        "Statement with the provided id does not exist.");
    events.removePermission(to -> to.removeAllPermissions(true));
    assertThat(events.describeEventBus(to -> {}).policy()).isNull();
    assertRefuses(
        () -> events.putPermission(to -> to.policy("{}")),
        "ValidationException",
        "Parameter Policy is not valid. Reason: Syntax errors in policy.");
    assertRefuses(
        () ->
            events.putPermission(
                to -> to.action("events:PutEvents").principal("shop").statementId("s")),
        "ValidationException",
        "1 validation error detected: Value 'shop' at 'principal' failed to satisfy constraint: Member must satisfy regular expression pattern: (\\d{12}|\\*)");
    assertRefuses(
        () -> events.putPermission(to -> to.eventBusName("none")),
        "ResourceNotFoundException",
        "Event bus none does not exist.");
  }

  @Test
  void saysWhatItDoesNotServe() {
    assertRefuses(
        () -> events.listEndpoints(to -> {}),
        "UnknownOperationException",
        "LocalAws does not serve 'AWSEvents.ListEndpoints'. docs/local-aws.md lists what it serves.");
  }

  private Target target(String id) {
    return Target.builder().id(id).arn(queue.arn()).build();
  }

  private static PutEventsResultEntry failure(String code, String message) {
    return PutEventsResultEntry.builder().errorCode(code).errorMessage(message).build();
  }

  private static String busArn(String name) {
    return "arn:aws:events:us-east-1:999999999999:event-bus/" + name;
  }
}
