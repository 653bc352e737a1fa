// SPDX-License-Identifier: Apache-2.0
package io.busbar.tracing;

import io.busbar.core.EventType;

/** The events of a subscription upgrade. */
final class GroceryEvents {

  private GroceryEvents() {}

  @EventType(source = "grocer.customer-web", name = "Subscription Upgrade Requested")
  record UpgradeRequested(String upgradeId) {}

  @EventType(source = "grocer.payment", name = "Payment Failed")
  record PaymentFailed(String upgradeId, int attempt) {}

  @EventType(source = "grocer.payment", name = "Payment Processed")
  record PaymentProcessed(String upgradeId) {}

  @EventType(source = "grocer.subscription", name = "Payment Retry Requested")
  record PaymentRetryRequested(String upgradeId, int attempt) {}

  @EventType(source = "grocer.subscription", name = "Subscription Activated")
  record SubscriptionActivated(String upgradeId) {}
}
