// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.scenario;

import static io.busbar.testkit.scenario.Scenarios.handled;
import static io.busbar.testkit.scenario.Scenarios.neverPublished;
import static io.busbar.testkit.scenario.Scenarios.noDeadLetters;
import static io.busbar.testkit.scenario.Scenarios.nothingLost;
import static io.busbar.testkit.scenario.Scenarios.published;
import static io.busbar.testkit.scenario.Scenarios.that;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.busbar.core.EventType;
import io.busbar.core.handler.EventHandler;
import io.busbar.core.handler.Retry;
import io.busbar.testkit.Bus;
import io.busbar.testkit.InMemoryOrganization;
import io.busbar.testkit.Queue;
import io.busbar.testkit.VirtualClock;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class EventScenarioTest {

  @EventType(source = "grocer.customer-web", name = "Upgrade Requested")
  record UpgradeRequested(String upgradeId) {}

  @EventType(source = "grocer.payment", name = "Payment Processed")
  record PaymentProcessed(String upgradeId) {}

  static final class Payments {
    private final int failures;
    private int runs;

    Payments(int failures) {
      this.failures = failures;
    }

    @EventHandler
    @Retry(maxAttempts = 2, baseDelay = "PT0S")
    PaymentProcessed on(UpgradeRequested event) {
      if (runs++ < failures) {
        throw new IllegalStateException("the card machine is down");
      }
      return new PaymentProcessed(event.upgradeId());
    }
  }

  private final TestWorld world = TestWorld.of(42);
  private final InMemoryOrganization aws = world.organization();
  private final EventScenario scenario = world.scenario();
  private final Bus bus = aws.account("121212121212").bus("central-bus");
  private final Queue payments = aws.account("999999999999").queue("payments");

  EventScenarioTest() {
    bus.rule("payments").pattern("{\"detail-type\":[\"Upgrade Requested\"]}").to(payments);
  }

  @Test
  void holdsWhatHappened() {
    aws.handlers("payments", new Payments(0));

    scenario
        .when(published(new UpgradeRequested("upg-1")))
        .untilQuiescent()
        .then(
            handled(Payments.class).once(),
            published(PaymentProcessed.class).once().causedBy(UpgradeRequested.class),
            noDeadLetters(),
            that("no message is left", () -> payments.counts().total() == 0));
  }

  /** Whose id says nothing of its class. */
  interface Audited {
    @EventHandler(id = "audit")
    void audit(UpgradeRequested event);
  }

  static final class Auditor implements Audited {
    @Override
    public void audit(UpgradeRequested event) {}
  }

  @Test
  void knowsHandlersByTheIdsThatTheyHave() {
    aws.handlers("payments", new Auditor());

    scenario
        .when(published(new UpgradeRequested("upg-1")))
        .untilQuiescent()
        .then(handled(Auditor.class).once());
  }

  @Test
  void saysAllThatDoesNotHoldWithTheSeedAndTheReport() {
    aws.handlers("payments", new Payments(0));

    assertThatThrownBy(
            () ->
                scenario
                    .when(published(new UpgradeRequested("upg-1")))
                    .untilQuiescent()
                    .then(
                        handled(Payments.class).times(2),
                        noDeadLetters(),
                        neverPublished(PaymentProcessed.class)))
        .isInstanceOf(UnmetExpectationsError.class)
        .hasMessage(
            """
            2 of 3 expectations do not hold:
            1. Expected Payments to succeed 2 times, but it succeeded once:
              +0.000 e1 Upgrade Requested: Payments.on(UpgradeRequested), attempt 1 in payments: Ack
            2. Expected 'Payment Processed' to be published never, but it was published once:
              e2 Payment Processed, published by payments, caused by e1 Upgrade Requested

            Seed 42; -Dbusbar.seed=42 runs it again.

            Events
              event                 by                   published  matched  delivered  handled  acked
              e1 Upgrade Requested  grocer.customer-web          1        1          1        1      1
              e2 Payment Processed  payments                     1        0          0        0      0

            What happened
              e1 Upgrade Requested
                +0.000 published by grocer.customer-web of account 121212121212
                +0.000 on central-bus
                +0.000 matched by rule payments
                +0.000 delivered to payments
                +0.000 Payments.on(UpgradeRequested), attempt 1 in payments: Ack
                +0.000 acknowledged in payments
                e2 Payment Processed, from Payments.on(UpgradeRequested)
                  +0.000 published by payments of account 999999999999
                  +0.000 on central-bus
                  +0.000 lost: no rule of central-bus takes it

            Lost
              +0.000 e2 Payment Processed: lost: no rule of central-bus takes it

            Faults
              none
            """);
  }

  @Test
  void tellsAHandlerThatFailedFromOneThatNeverRan() {
    aws.handlers("payments", new Payments(9));

    assertThatFirstLines(
            () ->
                scenario
                    .when(published(new UpgradeRequested("upg-1")))
                    .untilQuiescent()
                    .then(handled(Payments.class)))
        .isEqualTo(
            """
            Expected Payments to succeed at least once, but it succeeded never:
              +0.000 e1 Upgrade Requested: Payments.on(UpgradeRequested), attempt 1 in payments: Retry
              +0.000 e1 Upgrade Requested: Payments.on(UpgradeRequested), attempt 2 in payments: DeadLetter
              e1 Upgrade Requested: queue payments of 999999999999, handlers: Payments.on(UpgradeRequested) has given it up: java.lang.IllegalStateException on attempt 2, the last attempt: the card machine is down.
            """);
  }

  @Test
  void saysThatAHandlerNeverRan() {
    assertThatFirstLines(() -> scenario.untilQuiescent().then(handled(Payments.class).once()))
        .isEqualTo(
            """
            Expected Payments to succeed once, but it succeeded never.
              No queue has handlers of Payments. Attach them with queue.handledBy(publisher, handlers).
            """);
  }

  @Test
  void saysThatAnEventHasAnotherCause() {
    assertThatFirstLines(
            () ->
                scenario
                    .when(published(new PaymentProcessed("upg-1")))
                    .untilQuiescent()
                    .then(published(PaymentProcessed.class).causedBy(UpgradeRequested.class)))
        .isEqualTo(
            """
            Expected 'Payment Processed' to be caused by 'Upgrade Requested', but it was not:
              e1 Payment Processed, published by grocer.payment, caused by no event
            """);
  }

  @Test
  void saysThatAnEventWasNotPublished() {
    assertThatFirstLines(() -> scenario.untilQuiescent().then(published(PaymentProcessed.class)))
        .isEqualTo(
            "Expected 'Payment Processed' to be published at least once, but it was published never.\n");
  }

  @Test
  void namesTheDeadLettersOfHandlers() {
    aws.handlers("payments", new Payments(9));

    assertThatFirstLines(
            () ->
                scenario
                    .when(published(new UpgradeRequested("upg-1")))
                    .untilQuiescent()
                    .then(noDeadLetters()))
        .isEqualTo(
            """
            Expected no dead letters, but there are some:
              +0.000 e1 Upgrade Requested: dead letter of payments by Payments.on(UpgradeRequested): java.lang.IllegalStateException on attempt 2, the last attempt: the card machine is down
            """);
  }

  @Test
  void namesTheQueueThatHasGivenUpMessages() {
    payments.deadLetters(aws.account("999999999999").queue("payments-dead"), 1);
    payments.send("anything");
    var unread = payments.receive(1);
    world.clock().advance(Duration.ofMinutes(1));

    assertThat(unread).hasSize(1);
    assertThat(payments.receive(1)).isEmpty();
    assertThatFirstLines(() -> scenario.untilQuiescent().then(noDeadLetters()))
        .isEqualTo(
            "Expected no dead letters, but queue payments has given up messages after too many receives: payments-dead holds 1.\n");
  }

  @Test
  void namesWhatWasLost() {
    assertThatFirstLines(
            () ->
                scenario
                    .when(published(new PaymentProcessed("upg-1")))
                    .untilQuiescent()
                    .then(nothingLost()))
        .isEqualTo(
            """
            Expected nothing to be lost, but it was:
              +0.000 e1 Payment Processed: lost: no rule of central-bus takes it
                rule payments on central-bus, event pattern: detail-type is 'Payment Processed', but the pattern wants 'Upgrade Requested'.
            """);
  }

  @Test
  void repeatsTheTestsOwnWords() {
    assertThatFirstLines(() -> scenario.untilQuiescent().then(that("pigs fly", () -> false)))
        .isEqualTo("Expected that pigs fly, but it is not so.\n");
  }

  @Test
  void saysNothingAboutAStoryWhoseBeginningItHasForgotten() {
    InMemoryOrganization forgetful =
        InMemoryOrganization.builder().time(VirtualClock.create()).journalCapacity(3).build();
    Queue queue = forgetful.account("999999999999").queue("payments");
    forgetful
        .account("121212121212")
        .bus("b")
        .rule("all")
        .pattern("{\"source\":[{\"prefix\":\"\"}]}")
        .to(queue);

    assertThatThrownBy(
            () ->
                EventScenario.in(forgetful)
                    .when(published(new UpgradeRequested("upg-1")))
                    .untilQuiescent()
                    .then(neverPublished(PaymentProcessed.class)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "More has happened than the trace keeps (3 entries), so nobody can say what did not happen. Build the"
                + " organization with a higher journalCapacity.");
  }

  @Test
  void refusesAnOrganizationOnTheMachinesClock() {
    assertThatThrownBy(() -> EventScenario.in(InMemoryOrganization.create()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "A scenario needs an organization on a VirtualClock, because faults and retries take time that no test can"
                + " wait for. Build it with InMemoryOrganization.builder().time(VirtualClock.create()).");
  }

  @Test
  void asksForThePublisherWhenThereIsNoBusToChoose() {
    EventScenario empty = TestWorld.of(1).scenario();

    assertThatThrownBy(() -> empty.when(published(new UpgradeRequested("upg-1"))).untilQuiescent())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "No bus has a rule, so it is not clear where to publish. Add a rule first, or name the publisher:"
                + " published(event).by(publisher), queue.handledBy(publisher, handlers).");
  }

  @Test
  void asksForThePublisherWhenSeveralBusesHaveRules() {
    aws.account("121212121212").bus("other-bus").rule("all").pattern("{\"source\":[\"a\"]}");

    assertThatThrownBy(
            () -> scenario.when(published(new UpgradeRequested("upg-1"))).untilQuiescent())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "Several buses have rules, so it is not clear where to publish:"
                + " [arn:aws:events:us-east-1:121212121212:event-bus/central-bus,"
                + " arn:aws:events:us-east-1:121212121212:event-bus/other-bus]. Name the publisher:"
                + " published(event).by(publisher), queue.handledBy(publisher, handlers).");
  }

  @Test
  void findsTheQueueOfHandlersByItsNameAlone() {
    aws.account("111111111111").queue("payments");

    assertThatThrownBy(() -> aws.handlers("billing", new Payments(0)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "No account has a queue 'billing'. Make it first: aws.account(\"…\").queue(\"billing\").");
    assertThatThrownBy(() -> aws.handlers("payments", new Payments(0)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "Several queues are called 'payments': [arn:aws:sqs:us-east-1:111111111111:payments,"
                + " arn:aws:sqs:us-east-1:999999999999:payments]. Take the one you mean: queue.handledBy(publisher,"
                + " handlers).");
  }

  /** The message up to the report. */
  private static org.assertj.core.api.AbstractStringAssert<?> assertThatFirstLines(
      ThrowingCallable failing) {
    UnmetExpectationsError error =
        org.assertj.core.api.Assertions.catchThrowableOfType(UnmetExpectationsError.class, failing);
    String message = error.getMessage();
    return assertThat(message.substring(0, message.indexOf("\nSeed 42;")));
  }
}
