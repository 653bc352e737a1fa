// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import java.util.List;
import java.util.function.Function;

/** Finds what a test means when it names less than AWS would want to know. */
final class Wiring {
  private final InMemoryOrganization organization;

  Wiring(InMemoryOrganization organization) {
    this.organization = organization;
  }

  Bus onlyBus() {
    List<Bus> buses = all(Region::buses).stream().filter(bus -> !bus.rules().isEmpty()).toList();
    if (buses.size() == 1) {
      return buses.get(0);
    }
    throw new IllegalStateException(
        buses.isEmpty()
            ? "No bus has a rule, so it is not clear where to publish. Add a rule first, or name the publisher: published(event).by(publisher), queue.handledBy(publisher, handlers)."
            : "Several buses have rules, so it is not clear where to publish: %s. Name the publisher: published(event).by(publisher), queue.handledBy(publisher, handlers)."
                .formatted(buses));
  }

  Queue onlyQueue(String name) {
    List<Queue> queues =
        all(Region::queues).stream().filter(queue -> queue.name().equals(name)).toList();
    if (queues.size() == 1) {
      return queues.get(0);
    }
    throw new IllegalStateException(
        queues.isEmpty()
            ? "No account has a queue '%s'. Make it first: aws.account(\"…\").queue(\"%s\")."
                .formatted(name, name)
            : "Several queues are called '%s': %s. Take the one you mean: queue.handledBy(publisher, handlers)."
                .formatted(name, queues));
  }

  private <T> List<T> all(Function<Region, List<T>> parts) {
    return organization.accounts().stream()
        .flatMap(account -> account.regions().stream())
        .flatMap(region -> parts.apply(region).stream())
        .toList();
  }
}
