// SPDX-License-Identifier: Apache-2.0
package io.busbar.examples.grocery.event;

import io.busbar.core.EventType;

/** A customer, who may, wants another plan. */
@EventType(source = "grocer.customer-web", name = "Subscription Upgrade Requested")
public record SubscriptionUpgradeRequested(String upgradeId, String userId, String planId) {}
