// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.scenario;

import io.busbar.testkit.InMemoryOrganization;
import io.busbar.testkit.JournalEntry;
import io.busbar.testkit.Queue;
import io.busbar.testkit.RedrivePolicy;
import io.busbar.testkit.Trace;
import io.busbar.testkit.TraceEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Nothing was given up: by a handler, by a rule, or by a queue's redrive policy. */
final class DeadLetterExpectation implements Expectation {

  @Override
  public Optional<String> unmet(Trace trace, InMemoryOrganization aws) {
    List<TraceEntry> dead =
        trace.entries().stream().filter(DeadLetterExpectation::isDeadLetter).toList();
    if (!dead.isEmpty()) {
      return Optional.of(
          "Expected no dead letters, but there are some:"
              + Reasons.lines(dead.stream().flatMap(entry -> lines(entry, trace, aws))));
    }
    List<String> full = new ArrayList<>();
    Reasons.queues(aws)
        .forEach(queue -> target(queue, aws).ifPresent(dlq -> check(queue, dlq, full)));
    return full.isEmpty()
        ? Optional.empty()
        : Optional.of("Expected no dead letters, but " + String.join(" ", full));
  }

  private static boolean isDeadLetter(TraceEntry entry) {
    return entry.step() instanceof TraceEntry.DeadLettered
        || (entry.step() instanceof TraceEntry.Routed routed
            && routed.step() instanceof JournalEntry.DeadLettered);
  }

  private static void check(Queue queue, Queue deadLetters, List<String> full) {
    int messages = deadLetters.counts().total();
    if (messages > 0) {
      full.add(
          "queue %s has given up messages after too many receives: %s holds %d."
              .formatted(queue.name(), deadLetters.name(), messages));
    }
  }

  private static Optional<Queue> target(Queue queue, InMemoryOrganization aws) {
    return Optional.ofNullable(queue.settings().redrive())
        .map(RedrivePolicy::deadLetterTargetArn)
        .flatMap(aws::findQueue);
  }

  /** With the reason, where the letter's own line does not say it. */
  private static Stream<String> lines(TraceEntry entry, Trace trace, InMemoryOrganization aws) {
    Stream<String> line = Stream.of(trace.describe(entry));
    return entry.step() instanceof TraceEntry.Routed routed
            && routed.step() instanceof JournalEntry.DeadLettered dead
        ? Stream.concat(
            line,
            new Reasons(trace, aws)
                .of(entry.event(), finding -> finding.arn().equals(dead.target())))
        : line;
  }
}
