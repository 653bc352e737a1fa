// SPDX-License-Identifier: Apache-2.0
package io.busbar.cache.replica;

import io.busbar.core.EventType;

/** A customer has no plan any more. */
@EventType(source = "grocer.subscription", name = "Subscription Cancelled", version = 1)
public record SubscriptionCancelled(String userId) {}
