// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.handler;

import io.busbar.core.EventHead;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What became of one delivery: one result for each of its handlers. The transport acknowledges when
 * every handler is done, dead-letters for those that ask for it, and delivers again when one wants
 * to be retried; handlers that are done are not run again then, given an {@link IdempotencyStore}.
 *
 * @param head null when the delivery could not be read as an event
 */
public record DispatchResult(@Nullable EventHead head, List<HandlerResult> results) {

  public DispatchResult {
    results = List.copyOf(results);
  }

  /** The shortest wait that a handler asks for; empty when none wants to be retried. */
  public Optional<Duration> retryAfter() {
    return results.stream()
        .map(HandlerResult::outcome)
        .filter(Outcome.Retry.class::isInstance)
        .map(outcome -> ((Outcome.Retry) outcome).delay())
        .min(Duration::compareTo);
  }

  /** The handlers that have given up. */
  public List<HandlerResult> deadLetters() {
    return results.stream()
        .filter(result -> result.outcome() instanceof Outcome.DeadLetter)
        .toList();
  }
}
