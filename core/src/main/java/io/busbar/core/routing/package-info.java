// SPDX-License-Identifier: Apache-2.0
/**
 * Which events go where, as EventBridge decides it. Start at {@link
 * io.busbar.core.routing.EventPattern}.
 */
@NullMarked
package io.busbar.core.routing;

import org.jspecify.annotations.NullMarked;
