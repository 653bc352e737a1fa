// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.handler;

/**
 * Stands around handlers, in a named slot. It goes on by {@code next.proceed(context)}, or answers
 * with an {@link Outcome} itself. What it throws is classified like a handler's exception.
 *
 * <p>Implementations are thread-safe.
 */
public interface HandlerInterceptor {

  HandlerSlot slot();

  /** For {@link EventDispatcher#describe()}: what stands here, in a few words. */
  default String describe() {
    return getClass().getSimpleName();
  }

  Completion intercept(HandlerContext context, HandlerChain next);
}
