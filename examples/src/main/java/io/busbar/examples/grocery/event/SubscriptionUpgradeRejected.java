// SPDX-License-Identifier: Apache-2.0
package io.busbar.examples.grocery.event;

import io.busbar.core.EventType;

/** The customer stays with the old plan. */
@EventType(source = "grocer.subscription", name = "Subscription Upgrade Rejected")
public record SubscriptionUpgradeRejected(String upgradeId, String userId, String reason) {}
