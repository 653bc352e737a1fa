// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.handler;

import java.util.List;

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

  /**
   * What keeps it from standing around this handler: full sentences that say what, why and how to
   * fix. The dispatcher is not built then. Default: nothing.
   */
  default List<String> check(HandlerDescriptor handler) {
    return List.of();
  }

  /**
   * Whether it lets no handler run twice for one event, so that several handlers can take the same
   * event without an {@link IdempotencyStore}. Default: no.
   */
  default boolean remembersEvents() {
    return false;
  }

  Completion intercept(HandlerContext context, HandlerChain next);
}
