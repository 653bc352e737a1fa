// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.handler;

/** Keeps events from a handler whose sender's account is not one that it trusts. */
record OriginInterceptor(HandlerDescriptor handler, Origins origins) implements HandlerInterceptor {
  @Override
  public HandlerSlot slot() {
    return HandlerSlot.AUTHORIZE;
  }

  @Override
  public String describe() {
    return origins.describe(handler);
  }

  @Override
  public Completion intercept(HandlerContext context, HandlerChain next) {
    String source = context.head().name().source();
    String account = context.head().account();
    return origins.trust(handler, source, account)
        ? next.proceed(context)
        : new Outcome.DeadLetter(
            String.format(
                "Forged: account '%s' has sent an event of %s, but handler %s does not trust it for that source. "
                    + "If the account may, add it to @EventHandler(accounts) or trust(…), then redrive.",
                account, source, handler.id()),
            null);
  }
}
