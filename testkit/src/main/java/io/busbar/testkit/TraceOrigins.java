// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import io.busbar.core.EventId;
import io.busbar.core.EventName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Which events of a trace led to which, and by whom. */
final class TraceOrigins {
  private static final int MOST_FOLLOW_UPS = 32;
  private final Trace trace;
  private final Map<String, List<TracedEvent>> effects;

  TraceOrigins(Trace trace, List<TracedEvent> events) {
    this.trace = trace;
    this.effects =
        events.stream()
            .filter(event -> event.causation() != null)
            .collect(Collectors.groupingBy(event -> String.valueOf(event.causation())));
  }

  List<TracedEvent> effectsOf(TracedEvent event) {
    return effects.getOrDefault(event.id(), List.of());
  }

  /**
   * The handler that published the event: the id of a follow-up is derived from it, so it needs no
   * note on the way.
   */
  Optional<String> handlerBehind(TracedEvent event) {
    return trace.causeOf(event).flatMap(cause -> handlerBehind(event, cause));
  }

  private Optional<String> handlerBehind(TracedEvent event, TracedEvent cause) {
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
