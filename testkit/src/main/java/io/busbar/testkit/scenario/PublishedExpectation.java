// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.scenario;

import io.busbar.core.EventName;
import io.busbar.core.EventTypeInfo;
import io.busbar.testkit.InMemoryOrganization;
import io.busbar.testkit.Trace;
import io.busbar.testkit.TraceEntry;
import io.busbar.testkit.TracedEvent;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Events of a type were published: at least one, unless it is said how many. An event that was sent
 * again, under its own id, counts once. Made by {@link Scenarios#published(Class)}.
 */
public final class PublishedExpectation implements Expectation {
  private final EventName name;
  private final Times times;
  private final @Nullable EventName cause;

  PublishedExpectation(EventName name, Times times, @Nullable EventName cause) {
    this.name = name;
    this.times = times;
    this.cause = cause;
  }

  /** Exactly one. */
  public PublishedExpectation once() {
    return times(1);
  }

  /** Exactly so many. */
  public PublishedExpectation times(int times) {
    return new PublishedExpectation(name, Times.exactly(times), cause);
  }

  /** Each of them by a handler of an event of this type. */
  public PublishedExpectation causedBy(Class<?> eventType) {
    return new PublishedExpectation(name, times, EventTypeInfo.of(eventType).name());
  }

  @Override
  public Optional<String> unmet(Trace trace, InMemoryOrganization aws) {
    List<TracedEvent> published =
        trace.events().stream()
            .filter(event -> isCalled(event, name))
            .filter(event -> isPublished(trace, event))
            .toList();
    if (!times.admits(published.size())) {
      String text =
          "Expected '%s' to be published %s, but it was published %s%s"
              .formatted(
                  name.detailType(),
                  times,
                  Times.exactly(published.size()),
                  list(trace, published));
      return Optional.of(
          times.isMoreThan(published.size())
              ? text + new Reasons(trace, aws).of(suspects(trace))
              : text);
    }
    List<TracedEvent> strays = published.stream().filter(event -> !hasCause(trace, event)).toList();
    return cause == null || strays.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "Expected '%s' to be caused by '%s', but it was not%s"
                .formatted(name.detailType(), cause.detailType(), list(trace, strays)));
  }

  /** Those of the type that were not taken; else what could have led to it, and did not. */
  private List<TracedEvent> suspects(Trace trace) {
    List<TracedEvent> refused =
        trace.events().stream()
            .filter(event -> isCalled(event, name) && !isPublished(trace, event))
            .toList();
    return refused.isEmpty()
        ? trace.events().stream().filter(event -> cause == null || isCalled(event, cause)).toList()
        : refused;
  }

  private boolean hasCause(Trace trace, TracedEvent event) {
    return cause == null
        || trace.causeOf(event).filter(causing -> isCalled(causing, cause)).isPresent();
  }

  private static String list(Trace trace, List<TracedEvent> events) {
    return events.isEmpty()
        ? "."
        : events.stream()
            .map(event -> "\n  " + line(trace, event))
            .collect(Collectors.joining("", ":", ""));
  }

  private static String line(Trace trace, TracedEvent event) {
    String cause =
        trace
            .causeOf(event)
            .map(causing -> "caused by " + trace.nameOf(causing) + " " + causing.detailType())
            .orElse("caused by no event");
    return "%s %s, published by %s, %s"
        .formatted(trace.nameOf(event), event.detailType(), event.service(), cause);
  }

  private static boolean isPublished(Trace trace, TracedEvent event) {
    return trace.of(event).stream().anyMatch(entry -> entry.step() instanceof TraceEntry.Accepted);
  }

  private static boolean isCalled(TracedEvent event, EventName name) {
    return event.detailType().equals(name.detailType()) && event.source().equals(name.source());
  }
}
