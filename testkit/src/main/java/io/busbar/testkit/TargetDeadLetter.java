// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What EventBridge sends to a target's dead-letter queue: the event as it was on the bus, whatever
 * the target would have got of it, with the reason as attributes (EventBridge User Guide, "Using
 * dead-letter queues"). A failure that was not retried has no {@code EXHAUSTED_RETRY_CONDITION}.
 */
final class TargetDeadLetter {
  private final Invocation invocation;
  private final Failure failure;
  private final @Nullable String exhausted;

  /**
   * @param exhausted the limit of the retry policy that was reached; null when there was nothing to
   *     retry
   */
  TargetDeadLetter(Invocation invocation, Failure failure, @Nullable String exhausted) {
    this.invocation = invocation;
    this.failure = failure;
    this.exhausted = exhausted;
  }

  /** Sends it, once; what the queue does not take is lost. Returns what became of it. */
  JournalEntry.Step send(String queueArn, State.After after) {
    String rule = invocation.rule().name();
    String target = invocation.target().arn();
    InMemoryOrganization organization = invocation.bus().organization();
    Optional<Failure> refused = DeliveryRules.deadLetterRefusal(invocation.rule(), queueArn);
    if (refused.isPresent()) {
      Failure lost = refused.get();
      return new JournalEntry.DeadLetterLost(
          rule, target, queueArn, lost.layer(), lost.code(), lost.message());
    }
    String body = invocation.event().json();
    OutgoingMessage letter = new OutgoingMessage(body, attributes(), null, null);
    organization.findQueue(queueArn).orElseThrow().contents().enqueue(letter, after);
    return new JournalEntry.DeadLettered(rule, target, queueArn);
  }

  private Map<String, MessageAttribute> attributes() {
    Map<String, MessageAttribute> attributes = new TreeMap<>();
    attributes.put("RULE_ARN", MessageAttribute.text(invocation.rule().arn()));
    attributes.put("TARGET_ARN", MessageAttribute.text(invocation.target().arn()));
    attributes.put("ERROR_CODE", MessageAttribute.text(failure.code()));
    attributes.put("ERROR_MESSAGE", MessageAttribute.text(failure.message()));
    attributes.put("RETRY_ATTEMPTS", MessageAttribute.text("" + invocation.retries()));
    if (exhausted != null) {
      attributes.put("EXHAUSTED_RETRY_CONDITION", MessageAttribute.text(exhausted));
    }
    return attributes;
  }
}
