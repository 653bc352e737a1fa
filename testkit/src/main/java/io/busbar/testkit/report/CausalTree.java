// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.report;

import io.busbar.testkit.Trace;
import io.busbar.testkit.TraceEntry;
import io.busbar.testkit.TracedEvent;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Every event with what happened to it, and under it the events that it led to. */
final class CausalTree {
  private static final int MOST_EVENTS = 300;
  private static final int OPEN = 40;
  private final Trace trace;
  private final Set<TraceEntry> losses;
  private final Set<String> told = new HashSet<>();

  CausalTree(Trace trace) {
    this.trace = trace;
    this.losses = new HashSet<>(trace.losses());
  }

  void write(Html html) {
    Section.write(
        html,
        "causes",
        "Causes",
        "Which event led to which, and all that happened to each.",
        this::content);
  }

  private void content(Html html) {
    if (trace.events().isEmpty()) {
      Section.none(html, "No event was published.");
      return;
    }
    List<TracedEvent> roots =
        trace.events().stream().filter(event -> trace.causeOf(event).isEmpty()).toList();
    html.element("ul", list -> list(list, roots), "class", "tree");
    // Two events that name each other as their cause have no root.
    html.element("ul", list -> list(list, trace.events()), "class", "tree");
    if (told.size() >= MOST_EVENTS) {
      Section.none(html, "Only the first %d events are shown.".formatted(MOST_EVENTS));
    }
  }

  private void list(Html html, List<TracedEvent> events) {
    for (TracedEvent event : events) {
      if (told.size() < MOST_EVENTS && told.add(event.id())) {
        html.element("li", item -> event(item, event), "id", trace.nameOf(event));
      }
    }
  }

  private void event(Html html, TracedEvent event) {
    String[] open = told.size() > OPEN ? new String[0] : new String[] {"open", "open"};
    html.element(
        "details",
        details -> {
          details.element("summary", line -> summary(line, event));
          details.element("ol", steps -> trace.of(event).forEach(entry -> step(steps, entry)));
        },
        open);
    List<TracedEvent> effects = trace.effectsOf(event);
    if (!effects.isEmpty()) {
      html.element("ul", list -> list(list, effects));
    }
  }

  private void summary(Html html, TracedEvent event) {
    EventLabel.write(html, trace, event);
    html.element(
        "span",
        trace
            .handlerBehind(event)
            .map(handler -> " by " + handler)
            .orElse(" from " + event.service()),
        "class",
        "by");
    if (trace.of(event).stream().anyMatch(losses::contains)) {
      html.element("span", "lost", "class", "badge");
    }
  }

  private void step(Html html, TraceEntry entry) {
    StepKind kind = losses.contains(entry) ? StepKind.LOST : StepKind.of(entry.step());
    html.element(
        "li",
        line -> {
          line.element("time", trace.timeOf(entry));
          line.element("span", kind.sign(), "class", "step " + kind.css(), "aria-hidden", "true");
          line.element("span", trace.textOf(entry), "class", "text");
        },
        "class",
        kind == StepKind.LOST ? "lost" : "");
  }
}
