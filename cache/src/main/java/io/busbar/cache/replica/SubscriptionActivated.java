// SPDX-License-Identifier: Apache-2.0
package io.busbar.cache.replica;

import io.busbar.core.EventType;
import java.util.List;

/** A customer has a plan now: what {@link SubscriptionCache} reads of the event. */
@EventType(source = "grocer.subscription", name = "Subscription Activated", version = 1)
public record SubscriptionActivated(String userId, String subscriptionId, Plan plan) {

  /** What was subscribed to. */
  public record Plan(String id, String name, List<String> features) {
    public Plan {
      features = features == null ? List.of() : List.copyOf(features);
    }
  }
}
