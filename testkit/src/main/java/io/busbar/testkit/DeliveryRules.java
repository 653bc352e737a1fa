// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import java.util.Optional;

/** Whether EventBridge may and can bring an event to a resource. Guarded by the lock. */
final class DeliveryRules {
  private DeliveryRules() {}

  /** Why the resource is out of reach right now; empty when it is not. */
  static Optional<Failure> outage(InMemoryOrganization organization, String arn) {
    return organization.outages().covers(arn)
        ? Optional.of(new Failure("TIMEOUT", "The resource '" + arn + "' did not answer."))
        : Optional.empty();
  }

  static Failure missing(String arn) {
    return new Failure("NO_RESOURCE", "The resource '" + arn + "' does not exist.");
  }
}
