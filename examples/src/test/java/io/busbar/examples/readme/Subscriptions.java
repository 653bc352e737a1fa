// SPDX-License-Identifier: Apache-2.0
package io.busbar.examples.readme;

import io.busbar.core.handler.EventHandler;
import io.busbar.core.handler.Retry;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

class Subscriptions {
  private final Set<String> active = ConcurrentHashMap.newKeySet();

  @EventHandler
  @Retry(maxAttempts = 8, fatal = UnknownCustomerException.class)
  SubscriptionActivated on(PaymentProcessed event) {
    active.add(event.userId());
    return new SubscriptionActivated(event.upgradeId(), event.userId());
  }

  boolean isActive(String userId) {
    return active.contains(userId);
  }
}
