// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.busbar.core.routing.PatternExplanation;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What would become of an event on a bus, as things are now: asks what a delivery asks, and changes
 * nothing. Runs under the lock.
 */
final class Forecast {
  private final InMemoryOrganization organization;
  private final Findings findings;

  Forecast(InMemoryOrganization organization) {
    this.organization = organization;
    this.findings = new Findings(organization);
  }

  Finding bus(Bus bus, Envelope event) {
    List<Finding> rules = bus.rules().stream().map(rule -> rule(rule, event)).toList();
    return findings.bus(bus.arn(), rules);
  }

  private Finding rule(Rule rule, Envelope event) {
    return whyNot(rule, event.node())
        .orElseGet(
            () ->
                Findings.taken(
                    rule.arn(),
                    Place.of(rule),
                    rule.targets().stream().map(target -> target(rule, target, event)).toList()));
  }

  /** Why a rule leaves an event; empty if it takes it. */
  Optional<Finding> whyNot(Rule rule, ObjectNode event) {
    BusRules.@Nullable Version now = rule.bus().contents().inEffect(rule.name());
    if (rule.pattern().isEmpty()) {
      return idle(rule, "has no event pattern, so it takes nothing.");
    }
    if (now == null || now.pattern() == null) {
      String delay = organization.engine().ruleChangeDelay().toString();
      return idle(rule, "is not in effect yet: changes of rules take " + delay + " here.");
    }
    if (now.state() == Rule.State.DISABLED) {
      return idle(rule, "is disabled.");
    }
    PatternExplanation why = now.pattern().explain(event);
    return why.isMatch()
        ? Optional.empty()
        : Optional.of(Finding.stops(Layer.PATTERN, rule.arn(), Place.of(rule), why.text()));
  }

  private static Optional<Finding> idle(Rule rule, String text) {
    return Optional.of(Finding.stops(Layer.RULE_STATE, rule.arn(), Place.of(rule), text));
  }

  private Finding target(Rule rule, Target target, Envelope event) {
    AttemptResult result = new Passage(new Invocation(rule, target, event, event.json())).result();
    if (result instanceof AttemptResult.Forward forward) {
      Envelope hopped = event.hopped(event.id(), forward.hop().hops());
      return findings.delivered(
          target.arn(), "gets the event.", List.of(bus(forward.bus(), hopped)));
    }
    if (result instanceof AttemptResult.Deliver) {
      return findings.delivered(
          target.arn(), "gets the event.", handlers(target.arn(), event.node()));
    }
    return result instanceof AttemptResult.Dropped
        ? findings.secondHop(rule.bus().arn(), target.arn())
        : failure(rule, target, result);
  }

  private List<Finding> handlers(String arn, ObjectNode event) {
    return organization.findQueue(arn).stream()
        .map(queue -> new QueueFindings(queue).forecast(event))
        .toList();
  }

  private Finding failure(Rule rule, Target target, AttemptResult result) {
    List<Finding> below = deadLetter(rule, target);
    if (result instanceof AttemptResult.Retryable later) {
      String more =
          " EventBridge tries again, up to %d times and for %s."
              .formatted(target.retry().maxAttempts(), target.retry().maxAge());
      return findings.failed(target.arn(), later.failure(), more, below);
    }
    AttemptResult.Permanent never = (AttemptResult.Permanent) result;
    String more = below.isEmpty() ? Findings.LOST : "";
    return findings.failed(target.arn(), never.failure(), more, below);
  }

  private List<Finding> deadLetter(Rule rule, Target target) {
    String queue = target.deadLetterArn();
    return queue == null
        ? List.of()
        : List.of(
            DeliveryRules.deadLetterRefusal(rule, queue)
                .map(refused -> findings.deadLetterLost(queue, refused))
                .orElseGet(() -> findings.deadLetterTaken(queue)));
  }
}
