// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import java.util.LinkedHashSet;
import java.util.Set;

/** A trace as a tree: every event, what happened to it, and what it led to. */
final class TraceTree {
  private final Trace trace;
  private final TraceNames names;
  private final Set<String> told = new LinkedHashSet<>();
  private final StringBuilder text = new StringBuilder();

  TraceTree(Trace trace, TraceNames names) {
    this.trace = trace;
    this.names = names;
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
    trace.handlerBehind(event).ifPresent(handler -> text.append(", from ").append(handler));
    text.append('\n');
    for (TraceEntry entry : trace.of(event)) {
      text.append(indent).append("  ").append(names.time(entry)).append(' ');
      text.append(TraceText.of(entry)).append('\n');
    }
    trace.effectsOf(event).forEach(next -> tell(next, depth + 1));
  }
}
