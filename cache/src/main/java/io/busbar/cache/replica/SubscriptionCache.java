// SPDX-License-Identifier: Apache-2.0
package io.busbar.cache.replica;

import io.busbar.core.EventEnvelope;
import io.busbar.core.Health;
import io.busbar.core.HealthSource;
import io.busbar.core.handler.EventHandler;
import java.util.Optional;

/**
 * The subscriptions of all customers, by user, kept by the events of the subscription service: the
 * ready-made replica of the grocery platform, and the pattern for one of your own. Register it with
 * the service's handlers. Thread-safe.
 */
public final class SubscriptionCache implements HealthSource {
  private final ReplicaCache<String, Subscription> replica;

  private SubscriptionCache(ReplicaCache<String, Subscription> replica) {
    this.replica = replica;
  }

  /** On a replica that is built as the service needs it: bounds, loader, staleness. */
  public static SubscriptionCache of(ReplicaCache<String, Subscription> replica) {
    return new SubscriptionCache(replica);
  }

  /** The customer's subscription; empty if there is none, or none is known here. */
  public Optional<Subscription> find(String userId) {
    return replica.lookup(userId).toOptional();
  }

  /** Whether the customer's plan has a feature, as in {@code priority_delivery}. */
  public boolean hasFeature(String userId, String feature) {
    return find(userId)
        .filter(subscription -> subscription.features().contains(feature))
        .isPresent();
  }

  /** The replica behind it, for snapshots, waiting and tests. */
  public ReplicaCache<String, Subscription> replica() {
    return replica;
  }

  @EventHandler(id = "busbar.subscription-activated")
  public void activated(EventEnvelope<SubscriptionActivated> event) {
    SubscriptionActivated activated = event.detail();
    SubscriptionActivated.Plan plan = activated.plan();
    replica.apply(
        activated.userId(),
        Version.of(event.metadata()),
        new Subscription(
            activated.userId(),
            activated.subscriptionId(),
            plan.id(),
            plan.name(),
            plan.features()));
  }

  @EventHandler(id = "busbar.subscription-cancelled")
  public void cancelled(EventEnvelope<SubscriptionCancelled> event) {
    replica.delete(event.detail().userId(), Version.of(event.metadata()));
  }

  @Override
  public Health health() {
    return replica.health();
  }
}
