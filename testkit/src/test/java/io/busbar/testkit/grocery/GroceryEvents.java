// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.grocery;

import io.busbar.core.EventType;

/** The events of a subscription upgrade, as far as the simulation needs them. */
public final class GroceryEvents {

  private GroceryEvents() {}

  @EventType(source = "grocer.customer-web", name = "Subscription Upgrade Requested")
  public record UpgradeRequested(String upgradeId, String userId) {}

  @EventType(source = "grocer.customer-web", name = "Order Placed")
  public record OrderPlaced(String orderId, String userId) {}

  public sealed interface PaymentOutcome {}

  @EventType(source = "grocer.payment", name = "Payment Processed")
  public record PaymentProcessed(String upgradeId, String userId, String transactionId)
      implements PaymentOutcome {}

  @EventType(source = "grocer.payment", name = "Payment Failed")
  public record PaymentFailed(String upgradeId, String userId, int attempt)
      implements PaymentOutcome {}

  @EventType(source = "grocer.subscription", name = "Payment Retry Requested")
  public record PaymentRetryRequested(String upgradeId, String userId, int attempt) {}

  @EventType(source = "grocer.subscription", name = "Subscription Activated")
  public record SubscriptionActivated(String upgradeId, String userId) {}

  @EventType(source = "grocer.subscription", name = "Subscription Upgrade Rejected")
  public record UpgradeRejected(String upgradeId, String userId) {}
}
