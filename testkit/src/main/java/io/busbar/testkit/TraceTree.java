// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import io.busbar.core.EventId;
import io.busbar.core.EventName;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A trace as a tree: every event, what happened to it, and what it led to. */
final class TraceTree {
  private static final int MOST_FOLLOW_UPS = 32;
  private final Trace trace;
  private final TraceNames names;
  private final Map<String, List<TracedEvent>> followUps;
  private final Set<String> told = new LinkedHashSet<>();
  private final StringBuilder text = new StringBuilder();

  TraceTree(Trace trace, TraceNames names) {
    this.trace = trace;
    this.names = names;
    this.followUps =
        trace.events().stream()
            .filter(event -> event.causation() != null)
            .collect(Collectors.groupingBy(event -> String.valueOf(event.causation())));
  }

  String text() {
    trace.events().stream()
        .filter(event -> trace.causeOf(event).isEmpty())
        .forEach(event -> tell(event, 0));
    // Two events that name each other as their cause have no root: they stand at the end.
    trace.events().forEach(event -> tell(event, 0));
    return text.toString();
  }

  private void tell(TracedEvent event, int depth) {
    if (!told.add(event.id())) {
      return;
    }
    String indent = "  ".repeat(depth);
    text.append(indent).append(names.of(event)).append(' ').append(event.detailType());
    publisher(event).ifPresent(handler -> text.append(", from ").append(handler));
    text.append('\n');
    for (TraceEntry entry : trace.of(event)) {
      text.append(indent).append("  ").append(names.time(entry)).append(' ');
      text.append(TraceText.of(entry)).append('\n');
    }
    followUps.getOrDefault(event.id(), List.of()).forEach(next -> tell(next, depth + 1));
  }

  /**
   * The handler that published the event: the id of a follow-up is derived from it, so it needs no
   * note on the way.
   */
  private Optional<String> publisher(TracedEvent event) {
    return trace.causeOf(event).flatMap(cause -> publisher(event, cause));
  }

  private Optional<String> publisher(TracedEvent event, TracedEvent cause) {
    List<String> handlers =
        trace.of(cause).stream()
            .map(TraceEntry::step)
            .filter(TraceEntry.Handled.class::isInstance)
            .map(step -> ((TraceEntry.Handled) step).handlerId())
            .distinct()
            .toList();
    return handlers.stream().filter(handler -> derives(handler, event, cause)).findFirst();
  }

  private static boolean derives(String handler, TracedEvent event, TracedEvent cause) {
    EventName name = new EventName(event.source(), event.detailType());
    EventId causation = EventId.of(cause.id());
    return IntStream.range(0, MOST_FOLLOW_UPS)
        .mapToObj(position -> EventId.derived(causation, handler, name, position).toString())
        .anyMatch(event.id()::equals);
  }
}
