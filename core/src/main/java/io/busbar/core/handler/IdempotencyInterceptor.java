// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.handler;

import io.busbar.core.BusbarConfig;
import io.busbar.core.handler.IdempotencyStore.ClaimResult;
import io.busbar.core.handler.IdempotencyStore.Claimed;
import io.busbar.core.handler.IdempotencyStore.InProgress;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the handler once for each event, as far as the store remembers. A store that fails costs a
 * delay or a duplicate, but neither an event nor one of its attempts.
 */
final class IdempotencyInterceptor implements HandlerInterceptor {
  private static final Logger log = LoggerFactory.getLogger(EventDispatcher.class);
  private static final Outcome DUPLICATE =
      new Outcome.Skip("duplicate: this handler has handled the event before");
  private static final Duration LEAST_WAIT = Duration.ofSeconds(1);
  private final IdempotencyStore store;
  private final Duration lease;
  private final RecentlyDone done;
  private final @Nullable Duration retention;
  private final BusbarConfig config;
  private final Failures failures;

  IdempotencyInterceptor(BusbarConfig config, Idempotency idempotency, Failures failures) {
    this.store = idempotency.store();
    this.lease = idempotency.lease();
    this.done = idempotency.done();
    this.retention = store.retention().orElse(null);
    this.config = config;
    this.failures = failures;
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
    IdempotencyStore.Key key = key(context);
    if (done.contains(key)) {
      return duplicate(context);
    }
    if (isTooOld(context)) {
      return new Outcome.DeadLetter(tooOld(context), null);
    }
    ClaimResult result;
    try {
      result = store.claim(key, lease);
    } catch (RuntimeException unavailable) {
      return failures.notRun(context, unavailable);
    }
    if (result instanceof Claimed claim) {
      context.attempt(Math.max(1, claim.attempt() - context.delivery().earlierAttempts()));
      return proceed(context, next).then(outcome -> settle(claim, outcome));
    }
    if (result instanceof InProgress inProgress) {
      return new Outcome.Retry(
          patience(inProgress.remaining()),
          new DeliveryInProgressException(context.handlerId(), context.head().id()));
    }
    done.add(key);
    return duplicate(context);
  }

  /**
   * Nine times as long as the other one has been at work already, so at most four waits in five
   * minutes: most handlers are done in a moment, and every wait costs the message a receive, of
   * which its queue's redrive policy allows only some.
   */
  private Duration patience(Duration remaining) {
    Duration wait = lease.minus(remaining).multipliedBy(9);
    Duration least = wait.compareTo(LEAST_WAIT) < 0 ? LEAST_WAIT : wait;
    return least.compareTo(remaining) < 0 ? least : remaining;
  }

  private Outcome duplicate(HandlerContext context) {
    config.instruments().duplicate(context.handlerId());
    return DUPLICATE;
  }

  /** An event without a time is taken for a new one; whoever redrives has decided himself. */
  private boolean isTooOld(HandlerContext context) {
    Instant sent = context.head().time();
    return retention != null
        && context.handler().traits().replays() != Replays.RUN_AT_ANY_AGE
        && !sent.equals(Instant.EPOCH)
        && !context.delivery().attributes().containsKey(Delivery.ONLY_HANDLER)
        && sent.isBefore(config.time().now().minus(retention));
  }

  private String tooOld(HandlerContext context) {
    return String.format(
        "The event is of %s, and %s remembers for %s only: whether handler %s has handled it before is not known. "
            + "Redrive it to run it all the same, or accept such events with @EventHandler(replays = RUN_AT_ANY_AGE).",
        context.head().time(), store.getClass().getSimpleName(), retention, context.handlerId());
  }

  private static IdempotencyStore.Key key(HandlerContext context) {
    return new IdempotencyStore.Key(context.handlerId(), context.head().id());
  }

  /** Whatever fails inside, the next attempt must not have to wait for the end of the lease. */
  private Completion proceed(HandlerContext context, HandlerChain next) {
    try {
      return next.proceed(context).recover(thrown -> failures.outcome(context, thrown));
    } catch (Throwable thrown) {
      return failures.outcome(context, thrown);
    }
  }

  /**
   * A dead letter is released, not completed: a redrive must be able to run it, and a lost dead
   * letter to repeat it.
   */
  private Outcome settle(Claimed claim, Outcome outcome) {
    try {
      if (outcome instanceof Outcome.Retry || outcome instanceof Outcome.DeadLetter) {
        store.release(claim);
      } else if (store.complete(claim)) {
        done.add(claim.key());
      } else {
        log.warn(
            "Handler {} has handled event {}, but not within its lease of {}: another delivery may have run it as well. "
                + "Raise idempotencyLease(…) above the handler's longest run",
            claim.key().handlerId(),
            claim.key().eventId(),
            lease);
      }
    } catch (RuntimeException unavailable) {
      log.warn(
          "The claim of handler {} on event {} could not be settled; until its lease of {} ends, a further attempt waits, "
              + "and after that a duplicate would run",
          claim.key().handlerId(),
          claim.key().eventId(),
          lease,
          unavailable);
    }
    return outcome;
  }
}
