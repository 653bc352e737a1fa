// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.core.routing.InvalidEventPatternException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RuleTest {
  private static final String ALL = "{\"version\":[\"0\"]}";

  private final InMemoryOrganization aws =
      InMemoryOrganization.builder()
          .time(VirtualClock.create())
          .limits(OrganizationLimits.DEFAULT.withRulesPerBus(1_000))
          .build();
  private final Region region = aws.account("121212121212").region();
  private final Bus bus = region.bus("central-bus");
  private final Queue queue = region.queue("orders");

  @Test
  void matchesWhileItIsEnabled() {
    Rule rule = bus.rule("all").pattern(ALL).to(queue).state(Rule.State.DISABLED);
    put("a");
    assertThat(queue.counts().available()).isZero();
    assertThat(aws.journal().unmatched()).hasSize(1);

    rule.state(Rule.State.ENABLED);
    put("b");
    assertThat(queue.counts().available()).isEqualTo(1);

    rule.state(Rule.State.ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS);
    put("c");
    assertThat(queue.counts().available()).isEqualTo(2);
  }

  @Test
  void matchesNothingWithoutAPattern() {
    Rule rule = bus.rule("none").to(queue);

    put("a");

    assertThat(rule.pattern()).isEmpty();
    assertThat(queue.counts().available()).isZero();
  }

  @Test
  void matchesItsNewestPattern() {
    bus.rule("r").pattern("{\"detail-type\":[\"a\"]}").to(queue);
    bus.rule("r").pattern("{\"detail-type\":[\"b\"]}");

    put("a");
    put("b");

    assertThat(queue.receive(10))
        .extracting(Message::body)
        .singleElement()
        .asString()
        .contains("\"b\"");
  }

  @Test
  void deliversToEachOfItsTargets() {
    Queue other = aws.account("888888888888").queue("plans");
    LogGroup log = region.logGroup("/aws/events/all");
    bus.rule("r").pattern(ALL).to(queue).to(other).to(log);

    put("a");

    assertThat(queue.counts().available()).isEqualTo(1);
    assertThat(other.counts().available()).isEqualTo(1);
    assertThat(log.events()).hasSize(1);
    assertThat(bus.rule("r").targets())
        .containsExactly(
            new Target("1", "arn:aws:sqs:us-east-1:121212121212:orders"),
            new Target("2", "arn:aws:sqs:us-east-1:888888888888:plans"),
            new Target("3", "arn:aws:logs:us-east-1:121212121212:log-group:/aws/events/all"));
  }

  @Test
  void takesFiveTargets() {
    Rule rule = bus.rule("r");
    for (int i = 0; i < 5; i++) {
      rule.to(region.queue("q" + i));
    }

    assertThatThrownBy(() -> rule.to(queue))
        .isInstanceOfSatisfying(
            AwsErrorException.class, e -> assertThat(e.code()).isEqualTo("LimitExceededException"))
        .hasMessage("The requested resource exceeds the maximum number allowed.");
    rule.target(new Target("3", queue.arn()));
    assertThat(rule.removeTarget("1")).isTrue();
    assertThat(rule.removeTarget("1")).isFalse();
    assertThat(rule.to(queue).targets())
        .extracting(Target::id)
        .containsExactly("1", "2", "3", "4", "5");
  }

  @Test
  void refusesTargetsOfAnotherRegionButBuses() {
    Region abroad = aws.account("121212121212").region("eu-west-1");
    Rule rule = bus.rule("r").to(abroad.bus("central-bus"));

    assertThatThrownBy(() -> rule.to(abroad.queue("orders")))
        .isInstanceOfSatisfying(
            AwsErrorException.class, e -> assertThat(e.code()).isEqualTo("ValidationException"))
        .hasMessage(
            "Rule 'r' is in 'us-east-1' and cannot deliver to 'arn:aws:sqs:eu-west-1:121212121212:orders': only a bus can be a target in another Region."
                + " Deliver to a bus there, and from it on.");
  }

  @Test
  void refusesTargetsThatAreNotOfTheRightForm() {
    assertThatThrownBy(() -> new Target("1", "orders"))
        .hasMessage(
            "Parameter orders is not valid. Reason: Provided Arn is not in correct format.");
    assertThatThrownBy(() -> new Target("a b", queue.arn()))
        .hasMessage(
            "1 validation error detected: Value 'a b' at 'targets.1.member.id' failed to satisfy constraint:"
                + " Member must satisfy regular expression pattern: [\\.\\-_A-Za-z0-9]+");
  }

  @Test
  void tellsOfATargetThatDoesNotExist() {
    bus.rule("r")
        .pattern(ALL)
        .target(new Target("t", "arn:aws:sqs:us-east-1:121212121212:gone"))
        .to(queue);

    put("a");

    assertThat(aws.journal().failed())
        .extracting(JournalEntry::step)
        .containsExactly(
            new JournalEntry.Failed(
                "r",
                "arn:aws:sqs:us-east-1:121212121212:gone",
                Layer.TARGET,
                "NO_RESOURCE",
                "The resource 'arn:aws:sqs:us-east-1:121212121212:gone' does not exist."));
    assertThat(queue.counts().available()).isEqualTo(1);
  }

  @Test
  void refusesAPatternThatEventBridgeRefuses() {
    assertThatThrownBy(() -> bus.rule("r").pattern("{\"source\":\"grocer.payment\"}"))
        .isInstanceOf(InvalidEventPatternException.class)
        .hasMessageStartingWith(
            "Event pattern is not valid. Reason: \"source\" must be an object or an array");
  }

  @Test
  void isDeletedWithoutTargetsOnly() {
    Rule rule = bus.rule("r").pattern(ALL).to(queue);
    assertThatThrownBy(() -> bus.deleteRule("r"))
        .isInstanceOfSatisfying(
            AwsErrorException.class, e -> assertThat(e.code()).isEqualTo("ValidationException"))
        .hasMessage("Rule can't be deleted since it has targets.");

    rule.removeTarget("1");
    bus.deleteRule("r");
    bus.deleteRule("r");

    assertThatThrownBy(() -> bus.requireRule("r"))
        .isInstanceOfSatisfying(
            AwsErrorException.class,
            e -> assertThat(e.code()).isEqualTo("ResourceNotFoundException"))
        .hasMessage("Rule r does not exist on EventBus central-bus.");
    put("a");
    assertThat(aws.journal().unmatched()).hasSize(1);
  }

  @Test
  void hasAnArnThatNamesItsBusUnlessThatIsTheDefault() {
    assertThat(bus.rule("r").arn())
        .isEqualTo("arn:aws:events:us-east-1:121212121212:rule/central-bus/r");
    assertThat(region.bus("default").rule("r").arn())
        .isEqualTo("arn:aws:events:us-east-1:121212121212:rule/r");
  }

  @Test
  void isOneOfAThousandThatAreMatchedAtOnce() {
    for (int i = 0; i < 1_000; i++) {
      String pattern =
          "{\"detail-type\":[\"Type %d\"],\"detail\":{\"n\":[%d]}}".formatted(i % 500, i);
      bus.rule("r" + i).pattern(pattern).to(queue);
    }
    assertThatThrownBy(() -> bus.rule("one-more"))
        .isInstanceOfSatisfying(
            AwsErrorException.class, e -> assertThat(e.code()).isEqualTo("LimitExceededException"));

    for (int i = 0; i < 500; i++) {
      region.putEvents(
          List.of(PutEventsEntry.of("s", "Type " + i, "{\"n\":" + i + "}").on("central-bus")));
    }

    // Of the two rules of each type only the first is met by its own number.
    assertThat(queue.counts().available()).isEqualTo(500);
  }

  @Test
  void takesEffectAfterADelayWhenTheOrganizationIsToldSo() {
    VirtualClock clock = VirtualClock.create();
    InMemoryOrganization slow =
        InMemoryOrganization.builder().time(clock).ruleChangeDelay(Duration.ofMinutes(1)).build();
    Region region = slow.account("121212121212").region();
    Queue queue = region.queue("orders");
    Bus bus = region.bus("default");
    Rule rule = bus.rule("all").pattern(ALL).to(queue);
    List<PutEventsEntry> event = List.of(PutEventsEntry.of("s", "t", "{}"));

    region.putEvents(event);
    assertThat(slow.journal().unmatched()).hasSize(1);
    assertThat(rule.targets()).hasSize(1);

    clock.advance(Duration.ofMinutes(1));
    region.putEvents(event);
    assertThat(queue.counts().available()).isEqualTo(1);

    rule.removeTarget("1");
    bus.deleteRule("all");
    region.putEvents(event);
    assertThat(queue.counts().available()).isEqualTo(2);

    clock.advance(Duration.ofMinutes(1));
    region.putEvents(event);
    assertThat(queue.counts().available()).isEqualTo(2);
    assertThatThrownBy(() -> InMemoryOrganization.builder().ruleChangeDelay(Duration.ofSeconds(-1)))
        .hasMessage(
            "A rule's change cannot take effect 'PT1S' before it is made. Give a delay of zero or more.");
  }

  @Test
  void hasAWildcardOnThirtyRulesOfABusAtMost() {
    String wildcard = "{\"detail\":{\"path\":[{\"anything-but\":{\"wildcard\":\"a*\"}}]}}";
    for (int i = 0; i < 30; i++) {
      bus.rule("w" + i).pattern(wildcard);
    }

    Rule oneMore = bus.rule("one-more");
    for (String pattern :
        List.of(
            wildcard,
            "{\"$or\":[{\"a\":[\"b\"]},{\"c\":[{\"wildcard\":\"a*\"}]}]}",
            "{\"a\":[{\"wildcard\":\"*\"}]}")) {
      assertThatThrownBy(() -> oneMore.pattern(pattern))
          .isInstanceOfSatisfying(
              AwsErrorException.class,
              e -> assertThat(e.code()).isEqualTo("LimitExceededException"))
          .hasMessage("The requested resource exceeds the maximum number allowed.");
    }
    oneMore.pattern("{\"wildcard\":[\"a*\"]}");
    bus.rule("w0").pattern(wildcard);
    bus.rule("w0").pattern(ALL);
    oneMore.pattern(wildcard);
  }

  private void put(String detailType) {
    region.putEvents(List.of(PutEventsEntry.of("s", detailType, "{}").on("central-bus")));
  }
}
