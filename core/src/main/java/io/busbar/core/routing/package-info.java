// SPDX-License-Identifier: Apache-2.0
/**
 * Which events go where, as EventBridge decides it. Start at {@link
 * io.busbar.core.routing.EventPattern}; who may send them is {@link
 * io.busbar.core.routing.ResourcePolicy}, and how far they travel {@link
 * io.busbar.core.routing.HopRules}.
 */
@NullMarked
package io.busbar.core.routing;

import org.jspecify.annotations.NullMarked;
