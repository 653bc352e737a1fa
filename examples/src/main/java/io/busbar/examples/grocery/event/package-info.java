// SPDX-License-Identifier: Apache-2.0
/**
 * The platform's events, as every service knows them. Start at {@link
 * io.busbar.examples.grocery.event.SubscriptionUpgradeRequested}.
 */
@NullMarked
package io.busbar.examples.grocery.event;

import org.jspecify.annotations.NullMarked;
