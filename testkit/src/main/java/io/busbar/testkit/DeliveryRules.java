// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Whether EventBridge may and can bring an event to a resource. Guarded by the lock. */
final class DeliveryRules {
  private DeliveryRules() {}

  /** Why the resource is out of reach right now; empty when it is not. */
  static Optional<Failure> outage(InMemoryOrganization organization, String arn) {
    return organization.engine().outages().covers(arn)
        ? Optional.of(new Failure("TIMEOUT", "The resource '" + arn + "' did not answer."))
        : Optional.empty();
  }

  static Failure missing(String arn) {
    return new Failure("NO_RESOURCE", "The resource '" + arn + "' does not exist.");
  }

  /** Why the target's policies do not admit the delivery; empty when they do. */
  static Optional<Failure> refusal(Invocation invocation, Destination destination) {
    if (destination instanceof Bus bus) {
      return bus.access().refusal(() -> Access.forward(invocation, bus)).map(DeliveryRules::denied);
    }
    return destination instanceof Queue queue
        ? refusal(queue, () -> Access.send(invocation, queue))
        : Optional.empty();
  }

  /** Why the policies of a dead-letter queue do not admit EventBridge; empty when they do. */
  static Optional<Failure> deadLetterRefusal(Rule rule, Queue queue) {
    return refusal(queue, () -> Access.service(rule, "sqs:SendMessage", queue.arn()));
  }

  private static Optional<Failure> refusal(Queue queue, Supplier<Access> access) {
    return queue
        .access()
        .refusal(access)
        .or(() -> keyRefusal(queue, access))
        .map(DeliveryRules::denied);
  }

  private static Optional<String> keyRefusal(Queue queue, Supplier<Access> access) {
    return queue.key().stream()
        .flatMap(
            key ->
                Stream.of(KmsKey.GENERATE, KmsKey.DECRYPT)
                    .flatMap(action -> key.refusal(access.get().to(action, key.arn())).stream()))
        .findFirst();
  }

  private static Failure denied(String reason) {
    return new Failure("NO_PERMISSIONS", reason);
  }
}
