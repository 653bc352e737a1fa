// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.handler;

import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Turns what was thrown into an outcome, by the handler's retry policy. */
final class Failures {
  private static final Logger log = LoggerFactory.getLogger(EventDispatcher.class);
  private static final int LONGEST_REASON = 300;
  private final FailureClassifier classifier;
  private final RandomGenerator random;

  Failures(FailureClassifier classifier, RandomGenerator random) {
    this.classifier = classifier;
    this.random = random;
  }

  Outcome outcome(HandlerContext context, Throwable thrown) {
    Throwable failure = unwrap(thrown);
    if (failure instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
    RetryPolicy policy = context.handler().retry();
    if (isFatal(policy, failure)) {
      return deadLetter(context, failure, "which trying again cannot mend");
    }
    if (context.attempt() >= policy.maxAttempts()) {
      return deadLetter(context, failure, "the last attempt");
    }
    return retry(context, failure, policy.delayAfter(context.attempt(), random));
  }

  /** The store kept the handler from running, so its attempts are not at stake. */
  Outcome notRun(HandlerContext context, Throwable failure) {
    Duration delay = context.handler().retry().delayAfter(context.attempt(), random);
    log.warn(
        "Handler {} was not run for event {} ({}), because the idempotency store failed; next try in {}",
        context.handlerId(),
        context.head().id(),
        context.head().name(),
        delay,
        failure);
    return new Outcome.Retry(delay, failure);
  }

  private static Outcome retry(HandlerContext context, Throwable failure, Duration delay) {
    // An error of the machine or of the deployment is for a person, although it may pass.
    Level level = failure instanceof Error ? Level.ERROR : Level.WARN;
    log.atLevel(level)
        .setCause(failure)
        .log(
            "Handler {} failed for event {} ({}), attempt {} of {}; next try in {}",
            context.handlerId(),
            context.head().id(),
            context.head().name(),
            context.attempt(),
            context.handler().retry().maxAttempts(),
            delay);
    return new Outcome.Retry(delay, failure);
  }

  private static Outcome deadLetter(HandlerContext context, Throwable failure, String why) {
    log.error(
        "Handler {} failed for event {} ({}), attempt {} of {}, {}; it goes to the dead letters",
        context.handlerId(),
        context.head().id(),
        context.head().name(),
        context.attempt(),
        context.handler().retry().maxAttempts(),
        why,
        failure);
    String text =
        String.format(
            "%s on attempt %d, %s%s",
            failure.getClass().getName(),
            context.attempt(),
            why,
            failure.getMessage() == null ? "" : ": " + failure.getMessage());
    return new Outcome.DeadLetter(
        text.length() > LONGEST_REASON ? text.substring(0, LONGEST_REASON) : text, failure);
  }

  private boolean isFatal(RetryPolicy policy, Throwable failure) {
    return policy.fatal().stream().anyMatch(type -> type.isInstance(failure)) || isFatal(failure);
  }

  /** A classifier that fails itself must not take the delivery with it. */
  private boolean isFatal(Throwable failure) {
    try {
      return classifier.isFatal(failure);
    } catch (RuntimeException broken) {
      failure.addSuppressed(broken);
      return false;
    }
  }

  private static Throwable unwrap(Throwable thrown) {
    boolean wrapper = thrown instanceof CompletionException || thrown instanceof ExecutionException;
    return wrapper && thrown.getCause() != null ? unwrap(thrown.getCause()) : thrown;
  }
}
