// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.handler;

/** Where a {@link HandlerInterceptor} stands around a handler, from the outside to the inside. */
public enum HandlerSlot {
  TRACE,
  METRICS,
  AUTHORIZE,
  UPCAST,
  DECODE,
  VALIDATE,
  ORDER,
  /**
   * Outside of the transaction: the event counts as handled only when the transaction is committed,
   * and attempts are counted although it is rolled back.
   */
  IDEMPOTENCY,
  TRANSACTION,
  TIMEOUT,
  HANDLER,
  PUBLISH
}
