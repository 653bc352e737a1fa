// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.handler;

import io.busbar.core.Instruments;
import java.time.Duration;

/** Runs the handler once for each event, as far as the store remembers. */
final class IdempotencyInterceptor implements HandlerInterceptor {
  private static final Outcome DUPLICATE =
      new Outcome.Skip("duplicate: this handler has handled the event before");
  private final IdempotencyStore store;
  private final Duration lease;
  private final Instruments instruments;

  IdempotencyInterceptor(IdempotencyStore store, Duration lease, Instruments instruments) {
    this.store = store;
    this.lease = lease;
    this.instruments = instruments;
  }

  @Override
  public HandlerSlot slot() {
    return HandlerSlot.IDEMPOTENCY;
  }

  @Override
  public String describe() {
    return store.getClass().getSimpleName() + " with a lease of " + lease;
  }

  @Override
  public Completion intercept(HandlerContext context, HandlerChain next) {
    var result =
        store.claim(new IdempotencyStore.Key(context.handlerId(), context.head().id()), lease);
    if (result instanceof IdempotencyStore.Claimed claim) {
      context.attempt(claim.attempt());
      return next.proceed(context).then(outcome -> settle(claim, outcome));
    }
    if (result instanceof IdempotencyStore.InProgress inProgress) {
      return new Outcome.Retry(
          inProgress.remaining(),
          new DeliveryInProgressException(context.handlerId(), context.head().id()));
    }
    instruments.duplicate(context.handlerId());
    return DUPLICATE;
  }

  /**
   * A dead letter is released, not completed: a redrive must be able to run it, and a lost dead
   * letter to repeat it.
   */
  private Completion settle(IdempotencyStore.Claimed claim, Outcome outcome) {
    if (outcome instanceof Outcome.Ack || outcome instanceof Outcome.Skip) {
      store.complete(claim);
    } else {
      store.release(claim);
    }
    return outcome;
  }
}
