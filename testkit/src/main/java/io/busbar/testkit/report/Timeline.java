// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.report;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.busbar.testkit.Trace;
import io.busbar.testkit.TraceEntry;
import io.busbar.testkit.TracedEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A row for each event and a column for each moment at which something happened: virtual time jumps
 * from one to the next, so a scale in seconds would be empty for the most part.
 */
record Timeline(Trace trace) {
  private static final int MOST_EVENTS = 80;
  private static final int MOST_MOMENTS = 160;

  void write(Html html) {
    Section.write(
        html,
        "timeline",
        "Timeline",
        "A column for each moment at which something happened. Point at a sign to read it.",
        this::content);
  }

  private void content(Html html) {
    List<TracedEvent> events = trace.events().stream().limit(MOST_EVENTS).toList();
    List<String> moments =
        trace.entries().stream().map(trace::timeOf).distinct().limit(MOST_MOMENTS).toList();
    if (events.isEmpty()) {
      Section.none(html, "Nothing happened.");
      return;
    }
    html.element("ul", Timeline::legend, "class", "legend");
    html.element(
        "div",
        scroll -> scroll.element("table", table -> table(table, events, moments)),
        "class",
        "scroll",
        "tabindex",
        "0",
        "role",
        "region",
        "aria-label",
        "Timeline, scrolls sideways");
    cut(html, trace.events().size() - events.size(), "events");
    long all = trace.entries().stream().map(trace::timeOf).distinct().count();
    cut(html, all - moments.size(), "moments");
  }

  private static void cut(Html html, long more, String what) {
    if (more > 0) {
      Section.none(html, "%,d more %s are left out here.".formatted(more, what));
    }
  }

  private static void legend(Html html) {
    for (StepKind kind : StepKind.values()) {
      html.element(
          "li",
          item ->
              item.element(
                      "span", kind.sign(), "class", "step " + kind.css(), "aria-hidden", "true")
                  .text(" " + kind.meaning()));
    }
  }

  private void table(Html html, List<TracedEvent> events, List<String> moments) {
    html.element(
        "thead",
        head ->
            head.element(
                "tr",
                row -> {
                  row.element("th", "Event", "scope", "col");
                  moments.forEach(moment -> row.element("th", moment, "scope", "col"));
                }));
    html.element(
        "tbody",
        body -> events.forEach(event -> body.element("tr", row -> row(row, event, moments))));
  }

  private void row(Html html, TracedEvent event, List<String> moments) {
    Map<String, List<TraceEntry>> steps =
        trace.of(event).stream().collect(groupingBy(trace::timeOf, LinkedHashMap::new, toList()));
    html.element("th", label -> EventLabel.write(label, trace, event), "scope", "row");
    for (String moment : moments) {
      html.element(
          "td", cell -> steps.getOrDefault(moment, List.of()).forEach(step -> sign(cell, step)));
    }
  }

  private void sign(Html html, TraceEntry entry) {
    StepKind kind = StepKind.of(entry.step());
    String text = trace.timeOf(entry) + " " + trace.textOf(entry);
    html.element(
        "span",
        kind.sign(),
        "class",
        "step " + kind.css(),
        "role",
        "img",
        "aria-label",
        text,
        "title",
        text);
  }
}
