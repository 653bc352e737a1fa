// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.scenario;

import io.busbar.core.EventType;

/** The events of a subscription upgrade, as far as the simulation needs them. */
final class GroceryEvents {

  private GroceryEvents() {}

  @EventType(source = "grocer.customer-web", name = "Subscription Upgrade Requested")
  record UpgradeRequested(String upgradeId, String userId) {}

  @EventType(source = "grocer.customer-web", name = "Order Placed")
  record OrderPlaced(String orderId, String userId) {}

  sealed interface PaymentOutcome {}

  @EventType(source = "grocer.payment", name = "Payment Processed")
  record PaymentProcessed(String upgradeId, String userId, String transactionId)
      implements PaymentOutcome {}

  @EventType(source = "grocer.payment", name = "Payment Failed")
  record PaymentFailed(String upgradeId, String userId, int attempt) implements PaymentOutcome {}

  @EventType(source = "grocer.subscription", name = "Payment Retry Requested")
  record PaymentRetryRequested(String upgradeId, String userId, int attempt) {}

  @EventType(source = "grocer.subscription", name = "Subscription Activated")
  record SubscriptionActivated(String upgradeId, String userId) {}

  @EventType(source = "grocer.subscription", name = "Subscription Upgrade Rejected")
  record UpgradeRejected(String upgradeId, String userId) {}
}
