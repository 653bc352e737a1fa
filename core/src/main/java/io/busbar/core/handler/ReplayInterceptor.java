// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.handler;

/** Keeps events of a replay from a handler that does not want them. */
final class ReplayInterceptor implements HandlerInterceptor {
  @Override
  public HandlerSlot slot() {
    return HandlerSlot.AUTHORIZE;
  }

  @Override
  public String describe() {
    return "replays are skipped";
  }

  @Override
  public Completion intercept(HandlerContext context, HandlerChain next) {
    return context.head().isReplay()
        ? new Outcome.Skip(
            "replay " + context.head().replayName() + ": this handler does not take replays")
        : next.proceed(context);
  }
}
