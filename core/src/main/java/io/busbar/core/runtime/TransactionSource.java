// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.runtime;

import io.busbar.core.handler.HandlerInterceptor;

/**
 * A publisher that stores events with a database transaction, and can put that transaction around
 * handlers: a handler's effect and the events that it returns then commit together.
 */
public interface TransactionSource {

  /** Stands in slot TRANSACTION and makes the transaction's resources available to the handler. */
  HandlerInterceptor transactions();
}
