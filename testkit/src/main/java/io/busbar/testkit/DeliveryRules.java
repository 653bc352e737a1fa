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
        ? Optional.of(
            new Failure(Layer.OUTAGE, "TIMEOUT", "The resource '" + arn + "' did not answer."))
        : Optional.empty();
  }

  static Failure missing(String arn) {
    return new Failure(Layer.TARGET, "NO_RESOURCE", "The resource '" + arn + "' does not exist.");
  }

  /** Why the target's policies do not admit the delivery; empty when they do. */
  static Optional<Failure> refusal(Invocation invocation, Destination destination) {
    if (destination instanceof Bus bus) {
      return bus.access()
          .refusal(() -> Access.forward(invocation, bus))
          .map(reason -> denied(Layer.BUS_POLICY, reason));
    }
    return destination instanceof Queue queue
        ? refusal(queue, () -> Access.send(invocation, queue))
        : Optional.empty();
  }

  /** Why a dead-letter queue does not take what a target did not; empty when it does. */
  static Optional<Failure> deadLetterRefusal(Rule rule, String arn) {
    InMemoryOrganization organization = rule.bus().organization();
    return outage(organization, arn)
        .or(
            () ->
                organization
                    .findQueue(arn)
                    .map(queue -> refusal(queue, () -> serviceAccess(rule, queue)))
                    .orElseGet(() -> Optional.of(missing(arn))));
  }

  private static Access serviceAccess(Rule rule, Queue queue) {
    return Access.service(rule, "sqs:SendMessage", queue.arn());
  }

  private static Optional<Failure> refusal(Queue queue, Supplier<Access> access) {
    return queue
        .access()
        .refusal(access)
        .map(reason -> denied(Layer.QUEUE_POLICY, reason))
        .or(() -> keyRefusal(queue, access).map(reason -> denied(Layer.KEY, reason)));
  }

  private static Optional<String> keyRefusal(Queue queue, Supplier<Access> access) {
    return queue.key().stream()
        .flatMap(
            key ->
                Stream.of(KmsKey.GENERATE, KmsKey.DECRYPT)
                    .flatMap(action -> key.refusal(access.get().to(action, key.arn())).stream()))
        .findFirst();
  }

  private static Failure denied(Layer layer, String reason) {
    return new Failure(layer, "NO_PERMISSIONS", reason);
  }
}
