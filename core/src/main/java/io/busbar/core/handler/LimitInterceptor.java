// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.handler;

import java.time.Duration;
import java.util.concurrent.Semaphore;

/**
 * Lets so many calls of a handler run at once; further ones wait on their own threads, before they
 * claim the event, so that no lease runs while they wait.
 */
final class LimitInterceptor implements HandlerInterceptor {
  private final int concurrency;
  private final Semaphore permits;

  LimitInterceptor(int concurrency) {
    this.concurrency = concurrency;
    this.permits = new Semaphore(concurrency, true);
  }

  @Override
  public HandlerSlot slot() {
    return HandlerSlot.ORDER;
  }

  @Override
  public String describe() {
    return concurrency + " at once";
  }

  @Override
  public Completion intercept(HandlerContext context, HandlerChain next) {
    try {
      permits.acquire();
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
      return new Outcome.Retry(Duration.ZERO, closing);
    }
    Completion completion;
    try {
      completion = next.proceed(context);
    } catch (Throwable thrown) {
      permits.release();
      throw thrown;
    }
    completion.whenDone(outcome -> permits.release());
    return completion;
  }
}
