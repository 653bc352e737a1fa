// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import io.busbar.core.routing.Hop;
import java.util.Optional;

/**
 * Whether an event can get from a rule to one of its targets right now, and if not, what is in the
 * way. Changes nothing, so that explanations ask the same questions as deliveries. Runs under the
 * lock.
 */
final class Passage {
  private static final AttemptResult INVALID_JSON =
      new AttemptResult.Permanent(
          new Failure(Layer.INPUT, "INVALID_JSON", "The input template did not give valid JSON."));

  /** EventBridge sends no deduplication ids. */
  private static final AttemptResult NO_DEDUPLICATION =
      new AttemptResult.Permanent(
          new Failure(
              Layer.INPUT,
              "INVALID_PARAMETER",
              "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly"));

  private final Invocation invocation;
  private final InMemoryOrganization organization;

  Passage(Invocation invocation) {
    this.invocation = invocation;
    this.organization = invocation.bus().organization();
  }

  AttemptResult result() {
    String arn = invocation.target().arn();
    Optional<Failure> outage = DeliveryRules.outage(organization, arn);
    if (outage.isPresent()) {
      return new AttemptResult.Retryable(outage.get());
    }
    Optional<Destination> found = organization.destination(arn);
    if (found.isEmpty()) {
      return new AttemptResult.Permanent(DeliveryRules.missing(arn));
    }
    return found.get() instanceof Bus next ? toBus(next) : toOther(found.get());
  }

  /** A hop too many is dropped before anybody asks whether it would be allowed. */
  private AttemptResult toBus(Bus next) {
    Hop hop =
        organization
            .engine()
            .hops()
            .forward(invocation.event().hops(), invocation.bus().address(), next.address());
    return hop instanceof Hop.Forwarded forwarded
        ? refused(next).orElseGet(() -> new AttemptResult.Forward(next, forwarded))
        : new AttemptResult.Dropped(
            new JournalEntry.SecondHop(invocation.rule().name(), next.arn()));
  }

  private AttemptResult toOther(Destination destination) {
    return refused(destination)
        .or(() -> notDeduplicated(destination))
        .orElseGet(
            () ->
                invocation
                    .input()
                    .<AttemptResult>map(input -> new AttemptResult.Deliver(destination, input))
                    .orElse(INVALID_JSON));
  }

  private Optional<AttemptResult> refused(Destination destination) {
    return DeliveryRules.refusal(invocation, destination).map(AttemptResult.Permanent::new);
  }

  private static Optional<AttemptResult> notDeduplicated(Destination destination) {
    return destination instanceof Queue queue && queue.contents().needsDeduplicationIds()
        ? Optional.of(NO_DEDUPLICATION)
        : Optional.empty();
  }
}
