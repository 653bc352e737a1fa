// SPDX-License-Identifier: Apache-2.0
/**
 * The values and ports that every module shares. Start at {@link io.busbar.core.EventType} to say
 * what an event is, and at {@link io.busbar.core.EventPublisher} to publish it.
 */
@NullMarked
package io.busbar.core;

import org.jspecify.annotations.NullMarked;
