// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.busbar.core.publish.EntryResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class InvocationTest {
  private static final String ALL = "{\"version\":[\"0\"]}";
  private static final String QUEUE = "arn:aws:sqs:us-east-1:999999999999:payments";
  private static final String RULE =
      "arn:aws:events:us-east-1:121212121212:rule/central-bus/payments";

  private final VirtualClock clock = VirtualClock.create();
  private final InMemoryOrganization aws =
      InMemoryOrganization.builder().time(clock).seed(42).build();
  private final Region hub = aws.account("121212121212").region();
  private final Bus bus = hub.bus("central-bus");
  private final Account payment = aws.account("999999999999");
  private final Queue queue = payment.queue("payments");

  @Test
  void triesAgainUntilTheTargetAnswers() {
    bus.rule("payments").pattern(ALL).to(queue);
    payment.outage(Duration.ofSeconds(10));

    String id = put();
    aws.runUntilQuiescent();

    assertThat(queue.counts().available()).isEqualTo(1);
    List<JournalEntry.Step> steps = aws.journal().of(id).stream().map(JournalEntry::step).toList();
    List<JournalEntry.Retrying> retries = retries(steps);
    assertThat(steps)
        .startsWith(new JournalEntry.Received(), new JournalEntry.Matched("payments"))
        .endsWith(new JournalEntry.Delivered("payments", QUEUE))
        .hasSize(3 + retries.size());
    assertThat(retries.get(0))
        .isEqualTo(
            new JournalEntry.Retrying(
                "payments",
                QUEUE,
                Layer.OUTAGE,
                "TIMEOUT",
                "The resource '" + QUEUE + "' did not answer.",
                retries.get(0).delay()));
  }

  @Test
  void doublesTheDelayUpToTenMinutesWithJitterFromTheSeed() {
    Random chance = new Random(42);

    for (int retry = 1; retry <= 185; retry++) {
      long full = retry > 10 ? 600_000 : 1_000L << (retry - 1);
      assertThat(BackOff.delay(retry, chance).toMillis()).isBetween(full / 2, full);
    }
    assertThat(BackOff.delay(3, new Random(7))).isEqualTo(BackOff.delay(3, new Random(7)));
  }

  @Test
  void givesUpAfter185TriesWithin24Hours() {
    bus.rule("payments").pattern(ALL).to(queue).deadLetter("payments-dlq");
    payment.down();

    String id = put();
    aws.runUntilQuiescent();

    Message letter = hub.queue("payments-dlq").receive(1).get(0);
    assertThat(letter.body())
        .isEqualTo(
            "{\"version\":\"0\",\"id\":\"%s\",\"detail-type\":\"Subscription Upgrade Requested\",\"source\":\"grocer.customer-web\","
                    .formatted(id)
                + "\"account\":\"121212121212\",\"time\":\"2026-01-01T00:00:00Z\",\"region\":\"us-east-1\",\"resources\":[],\"detail\":{}}");
    assertThat(attributes(letter))
        .containsExactly(
            entry("ERROR_CODE", "TIMEOUT"),
            entry("ERROR_MESSAGE", "The resource '" + QUEUE + "' did not answer."),
            entry("EXHAUSTED_RETRY_CONDITION", "MaximumRetryAttempts"),
            entry("RETRY_ATTEMPTS", "185"),
            entry("RULE_ARN", RULE),
            entry("TARGET_ARN", QUEUE));
    assertThat(Duration.between(VirtualClock.START, clock.now()))
        .isBetween(Duration.ofHours(20), Duration.ofHours(24));
  }

  @Test
  void givesUpWhenTheEventIsTooOld() {
    bus.rule("payments")
        .pattern(ALL)
        .to(queue)
        .retry(185, Duration.ofMinutes(2))
        .deadLetter("payments-dlq");
    payment.down();

    put();
    aws.runUntilQuiescent();

    assertThat(clock.now()).isEqualTo(VirtualClock.START.plus(Duration.ofMinutes(2)));
    assertThat(attributes(hub.queue("payments-dlq").receive(1).get(0)))
        .containsEntry("EXHAUSTED_RETRY_CONDITION", "MaximumEventAgeInSeconds")
        .containsEntry("RETRY_ATTEMPTS", "7");
  }

  @Test
  void triesOnceWhenNoRetryIsAllowed() {
    bus.rule("payments")
        .pattern(ALL)
        .to(queue)
        .retry(0, Duration.ofHours(24))
        .deadLetter("payments-dlq");
    payment.down();

    put();

    assertThat(attributes(hub.queue("payments-dlq").receive(1).get(0)))
        .containsEntry("EXHAUSTED_RETRY_CONDITION", "MaximumRetryAttempts")
        .containsEntry("RETRY_ATTEMPTS", "0");
  }

  @Test
  void sendsWhatIsForAMissingTargetToTheDeadLetterQueueAtOnce() {
    String gone = "arn:aws:sqs:us-east-1:999999999999:gone";
    Target target = new Target("t", gone).withDeadLetterArn(hub.queue("payments-dlq").arn());
    bus.rule("payments").pattern(ALL).target(target);

    String id = put();

    assertThat(attributes(hub.queue("payments-dlq").receive(1).get(0)))
        .containsExactly(
            entry("ERROR_CODE", "NO_RESOURCE"),
            entry("ERROR_MESSAGE", "The resource '" + gone + "' does not exist."),
            entry("RETRY_ATTEMPTS", "0"),
            entry("RULE_ARN", RULE),
            entry("TARGET_ARN", gone));
    assertThat(aws.journal().of(id))
        .extracting(JournalEntry::step)
        .endsWith(
            new JournalEntry.Failed(
                "payments",
                gone,
                Layer.TARGET,
                "NO_RESOURCE",
                "The resource 'arn:aws:sqs:us-east-1:999999999999:gone' does not exist."),
            new JournalEntry.DeadLettered("payments", gone, hub.queue("payments-dlq").arn()));
  }

  @Test
  void losesWhatADeadLetterQueueThatDoesNotExistShouldHaveTaken() {
    String gone = "arn:aws:sqs:us-east-1:121212121212:gone";
    bus.rule("payments")
        .pattern(ALL)
        .target(new Target("t", gone).withDeadLetterArn(gone + "-dlq"));

    put();

    assertThat(aws.journal().lostDeadLetters())
        .extracting(JournalEntry::step)
        .containsExactly(
            new JournalEntry.DeadLetterLost(
                "payments",
                gone,
                gone + "-dlq",
                Layer.TARGET,
                "NO_RESOURCE",
                "The resource 'arn:aws:sqs:us-east-1:121212121212:gone-dlq' does not exist."));
  }

  @Test
  void doesNotWaitForAClockThatNobodyCanMove() {
    InMemoryOrganization impatient = InMemoryOrganization.create();
    Region region = impatient.account("121212121212").region();
    Queue target = region.queue("orders");
    region.bus("default").rule("r").pattern(ALL).to(target).deadLetter("dlq");
    target.outage(Duration.ofDays(1));

    region.putEvents(List.of(PutEventsEntry.of("s", "t", "{}")));
    impatient.runUntilQuiescent();

    assertThat(region.queue("dlq").counts().available()).isEqualTo(1);
  }

  @Test
  void refusesARetryPolicyThatEventBridgeRefuses() {
    assertThatThrownBy(() -> new TargetRetryPolicy(186, Duration.ofHours(24)))
        .isInstanceOf(AwsErrorException.class)
        .hasMessage(
            "1 validation error detected: Value '186' at 'targets.1.member.retryPolicy.maximumRetryAttempts' failed to satisfy constraint:"
                + " Member must have value less than or equal to 185");
    assertThatThrownBy(() -> new TargetRetryPolicy(0, Duration.ofSeconds(59)))
        .hasMessage(
            "1 validation error detected: Value '59' at 'targets.1.member.retryPolicy.maximumEventAgeInSeconds' failed to satisfy constraint:"
                + " Member must have value greater than or equal to 60");
    assertThatThrownBy(() -> bus.rule("none").deadLetter("dlq"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "Rule 'none' has no target yet whose delivery could be described. Call to(…) first.");
  }

  private static List<JournalEntry.Retrying> retries(List<JournalEntry.Step> steps) {
    return steps.stream()
        .filter(JournalEntry.Retrying.class::isInstance)
        .map(JournalEntry.Retrying.class::cast)
        .toList();
  }

  private String put() {
    PutEventsEntry request =
        new PutEventsEntry(
            "grocer.customer-web",
            "Subscription Upgrade Requested",
            "{}",
            List.of(),
            Instant.parse("2026-01-01T00:00:00Z"),
            "central-bus",
            null);
    return ((EntryResult.Accepted) hub.putEvents(List.of(request)).get(0)).busEventId();
  }

  private static Map<String, String> attributes(Message message) {
    Map<String, String> values = new TreeMap<>();
    message.attributes().forEach((name, attribute) -> values.put(name, attribute.value()));
    return values;
  }
}
