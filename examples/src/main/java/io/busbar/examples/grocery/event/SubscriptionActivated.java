// SPDX-License-Identifier: Apache-2.0
package io.busbar.examples.grocery.event;

import io.busbar.core.EventType;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/** The customer has the plan. */
@EventType(source = "grocer.subscription", name = "Subscription Activated")
public record SubscriptionActivated(
    String upgradeId,
    String userId,
    String subscriptionId,
    Plan plan,
    Pricing pricing,
    Change metadata) {

  /** What the customer may do from now on. */
  public record Plan(String id, String name, List<String> features) {}

  /** What it costs. */
  public record Pricing(BigDecimal monthlyFee, String currency) {}

  /** What has changed, and when. */
  public record Change(Instant activatedAt, String previousPlan) {}
}
