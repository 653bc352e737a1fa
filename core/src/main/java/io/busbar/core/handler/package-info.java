// SPDX-License-Identifier: Apache-2.0
/**
 * Handlers and what runs them, free of any transport: annotate methods with {@link
 * io.busbar.core.handler.EventHandler}; a container hands what it receives to an {@link
 * io.busbar.core.handler.EventDispatcher}. Start at {@link io.busbar.core.handler.EventDispatcher}.
 */
@NullMarked
package io.busbar.core.handler;

import org.jspecify.annotations.NullMarked;
