// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.handler;

import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/**
 * Calls a handler method with the arguments that it wants, by one method handle that takes them out
 * of the context itself.
 */
final class HandlerInvoker implements Invoker {
  private final MethodHandle fromContext;

  /** Takes a handle of type {@code (HandlerContext)Object}. */
  HandlerInvoker(MethodHandle fromContext) {
    this.fromContext = fromContext;
  }

  @Nullable Object invoke(HandlerContext context) throws Throwable {
    return (@Nullable Object) fromContext.invokeExact(context);
  }
}
