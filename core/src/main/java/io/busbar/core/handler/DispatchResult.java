// SPDX-License-Identifier: Apache-2.0
package io.busbar.core.handler;

import io.busbar.core.EventHead;
import java.time.Duration;
import java.util.ArrayList;
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
    Duration shortest = null;
    for (HandlerResult result : results) {
      if (result.outcome() instanceof Outcome.Retry retry
          && (shortest == null || retry.delay().compareTo(shortest) < 0)) {
        shortest = retry.delay();
      }
    }
    return Optional.ofNullable(shortest);
  }

  /** The handlers that have given up. */
  public List<HandlerResult> deadLetters() {
    List<HandlerResult> dead = List.of();
    for (HandlerResult result : results) {
      if (result.outcome() instanceof Outcome.DeadLetter) {
        dead = dead.isEmpty() ? new ArrayList<>() : dead;
        dead.add(result);
      }
    }
    return dead;
  }
}
