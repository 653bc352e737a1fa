// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.handler;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The result of running a handler: an {@link Outcome} that is there already, or one that is still
 * to come. A handler that completes synchronously costs no future.
 */
public sealed interface Completion permits Outcome, Completion.Pending {

  /** Goes on with the outcome: now when it is there, else on the thread that brings it. */
  default Completion then(Function<Outcome, Completion> next) {
    if (this instanceof Outcome outcome) {
      return next.apply(outcome);
    }
    CompletionStage<Outcome> stage = ((Pending) this).stage();
    return new Pending(stage.thenCompose(outcome -> next.apply(outcome).toStage()));
  }

  /** Makes an outcome of a stage that was to complete normally and has not. */
  default Completion recover(Function<Throwable, Outcome> failed) {
    if (this instanceof Pending pending) {
      return new Pending(pending.stage().exceptionally(failed));
    }
    return this;
  }

  /** Hears the outcome: now when it is there, else on the thread that brings it. */
  default void whenDone(Consumer<Outcome> listener) {
    if (this instanceof Outcome outcome) {
      listener.accept(outcome);
    } else {
      ((Pending) this)
          .stage()
          .whenComplete(
              (outcome, failure) -> listener.accept(outcome == null ? lost(failure) : outcome));
    }
  }

  private CompletionStage<Outcome> toStage() {
    return this instanceof Outcome outcome
        ? CompletableFuture.completedStage(outcome)
        : ((Pending) this).stage();
  }

  private static Outcome lost(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return new Outcome.Retry(Duration.ZERO, cause);
  }

  /** An outcome that is still to come. The stage completes normally: failures are outcomes. */
  record Pending(CompletionStage<Outcome> stage) implements Completion {}
}
