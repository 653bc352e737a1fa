// SPDX-License-Identifier: Apache-2.0
package io.busbar.examples.readme;

import io.busbar.core.EventType;

@EventType(source = "grocer.subscription", name = "Subscription Activated")
record SubscriptionActivated(String upgradeId, String userId) {}
