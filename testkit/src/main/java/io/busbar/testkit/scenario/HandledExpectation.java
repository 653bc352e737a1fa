// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.scenario;

import io.busbar.testkit.InMemoryOrganization;
import io.busbar.testkit.Trace;
import io.busbar.testkit.TraceEntry;
import java.util.List;
import java.util.Optional;

/**
 * Handlers of a class have succeeded: at least once, unless it is said how often. A duplicate that
 * an idempotency store has kept away is no success. Made by {@link Scenarios#handled}.
 */
public final class HandledExpectation implements Expectation {
  private final String handlers;
  private final Times times;

  HandledExpectation(String handlers, Times times) {
    this.handlers = handlers;
    this.times = times;
  }

  /** Exactly once, over all events. */
  public HandledExpectation once() {
    return times(1);
  }

  /** Exactly so often, over all events. */
  public HandledExpectation times(int times) {
    return new HandledExpectation(handlers, Times.exactly(times));
  }

  /** Not at all. */
  public HandledExpectation never() {
    return times(0);
  }

  @Override
  public Optional<String> unmet(Trace trace, InMemoryOrganization aws) {
    List<TraceEntry> runs = trace.entries().stream().filter(this::isRun).toList();
    List<TraceEntry> successes =
        runs.stream().filter(run -> ((TraceEntry.Handled) run.step()).isSuccess()).toList();
    return times.admits(successes.size())
        ? Optional.empty()
        : Optional.of(
            "Expected %s to succeed %s, but it succeeded %s%s"
                .formatted(
                    handlers,
                    times,
                    Times.exactly(successes.size()),
                    Times.list(trace, successes.isEmpty() ? runs : successes)));
  }

  private boolean isRun(TraceEntry entry) {
    return entry.step() instanceof TraceEntry.Handled handled
        && handled.handlerId().startsWith(handlers + ".");
  }
}
