// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.handler;

/** How a handler method is called: for one event, or for several. */
sealed interface Invoker permits HandlerInvoker, BatchInvoker {}
