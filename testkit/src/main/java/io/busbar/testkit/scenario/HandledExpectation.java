// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.scenario;

import io.busbar.core.EventName;
import io.busbar.core.handler.HandlerDescriptor;
import io.busbar.testkit.InMemoryOrganization;
import io.busbar.testkit.Queue;
import io.busbar.testkit.Trace;
import io.busbar.testkit.TraceEntry;
import io.busbar.testkit.TracedEvent;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Handlers of a class have succeeded: at least once, unless it is said how often. A duplicate that
 * an idempotency store has kept away is no success. Made by {@link Scenarios#handled}.
 */
public final class HandledExpectation implements Expectation {
  private final HandlersOf handlers;
  private final Times times;

  HandledExpectation(HandlersOf handlers, Times times) {
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
    if (times.admits(successes.size())) {
      return Optional.empty();
    }
    String text =
        "Expected %s to succeed %s, but it succeeded %s%s"
            .formatted(
                handlers,
                times,
                Times.exactly(successes.size()),
                Times.list(trace, successes.isEmpty() ? runs : successes));
    return Optional.of(
        times.isMoreThan(successes.size()) ? text + whyNot(trace, aws, successes) : text);
  }

  /** For those that take the event and have not succeeded with it. */
  private String whyNot(Trace trace, InMemoryOrganization aws, List<TraceEntry> successes) {
    List<Queue> queues = Reasons.queues(aws).filter(queue -> !here(queue).isEmpty()).toList();
    if (queues.isEmpty()) {
      return "\n  No queue has handlers of %s. Attach them with queue.handledBy(publisher, handlers)."
          .formatted(handlers);
    }
    Set<TracedEvent> done = successes.stream().map(TraceEntry::event).collect(Collectors.toSet());
    return Reasons.lines(
        queues.stream()
            .flatMap(
                queue ->
                    Stream.concat(
                        withoutRule(queue, aws),
                        whyNot(queue, trace, done, new Reasons(trace, aws)))));
  }

  private Stream<String> whyNot(Queue queue, Trace trace, Set<TracedEvent> done, Reasons reasons) {
    List<TracedEvent> theirs =
        trace.events().stream()
            .filter(event -> here(queue).stream().anyMatch(takes(event)))
            .toList();
    return theirs.isEmpty()
        ? Stream.of(
            "No event was published that they take: %s."
                .formatted(
                    here(queue).stream()
                        .map(handler -> handler.match().toString())
                        .collect(Collectors.joining(", "))))
        : reasons.onTheWayTo(
            queue, theirs.stream().filter(event -> !done.contains(event)).toList());
  }

  private static Stream<String> withoutRule(Queue queue, InMemoryOrganization aws) {
    boolean reached =
        Reasons.rules(aws)
            .flatMap(rule -> rule.targets().stream())
            .anyMatch(target -> target.arn().equals(queue.arn()));
    return reached
        ? Stream.of()
        : Stream.of(
            "No rule has queue %s of %s as its target."
                .formatted(queue.name(), queue.region().account()));
  }

  private static Predicate<HandlerDescriptor> takes(TracedEvent event) {
    EventName name = new EventName(event.source(), event.detailType());
    return handler -> handler.match().takes(name);
  }

  private List<HandlerDescriptor> here(Queue queue) {
    return queue.handlers().stream().filter(handler -> handlers.have(handler.id())).toList();
  }

  private boolean isRun(TraceEntry entry) {
    return entry.step() instanceof TraceEntry.Handled handled && handlers.have(handled.handlerId());
  }
}
