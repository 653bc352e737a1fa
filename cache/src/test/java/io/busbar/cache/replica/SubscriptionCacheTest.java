// SPDX-License-Identifier: Apache-2.0
package io.busbar.cache.replica;

import static org.assertj.core.api.Assertions.assertThat;

import io.busbar.core.BusbarConfig;
import io.busbar.testkit.Bus;
import io.busbar.testkit.InMemoryEventPublisher;
import io.busbar.testkit.InMemoryOrganization;
import io.busbar.testkit.Queue;
import io.busbar.testkit.VirtualClock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SubscriptionCacheTest {
  private final VirtualClock clock = VirtualClock.create();
  private final InMemoryOrganization aws = InMemoryOrganization.create(clock);
  private final Bus bus = aws.account("121212121212").bus("central-bus");
  private final Queue queue = aws.account("777777777777").queue("subscriptions");
  private final InMemoryEventPublisher owner =
      aws.account("101010101010").publisher("subscription", bus);
  private final SubscriptionCache subscriptions =
      SubscriptionCache.of(
          ReplicaCache.<String, Subscription>builder("subscriptions", FanOut.QUEUE_PER_INSTANCE)
              .config(BusbarConfig.builder().service("order-processing").time(clock).build())
              .build());

  @Test
  void followsTheEventsOfTheSubscriptionService() {
    bus.rule("subscriptions").pattern("{\"source\":[\"grocer.subscription\"]}").to(queue);
    queue.handledBy(aws.account("777777777777").publisher("order-processing", bus), subscriptions);

    owner.publish(activated("user-1", "priority_delivery", "free_shipping"));
    aws.runUntilQuiescent();
    assertThat(subscriptions.hasFeature("user-1", "priority_delivery")).isTrue();
    assertThat(subscriptions.hasFeature("user-1", "exclusive_deals")).isFalse();
    assertThat(subscriptions.hasFeature("user-2", "priority_delivery")).isFalse();
    assertThat(subscriptions.find("user-1"))
        .contains(
            new Subscription(
                "user-1", "sub-1", "plus", "Plus", List.of("priority_delivery", "free_shipping")));

    clock.advance(Duration.ofSeconds(1));
    owner.publish(new SubscriptionCancelled("user-1"));
    aws.runUntilQuiescent();
    assertThat(subscriptions.find("user-1")).isEmpty();
    assertThat(subscriptions.replica().peek("user-1")).isEqualTo(new Lookup.Deleted<>());
  }

  private static SubscriptionActivated activated(String userId, String... features) {
    return new SubscriptionActivated(
        userId, "sub-1", new SubscriptionActivated.Plan("plus", "Plus", List.of(features)));
  }
}
