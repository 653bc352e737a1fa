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
  TRANSACTION,
  IDEMPOTENCY,
  TIMEOUT,
  HANDLER,
  PUBLISH
}
