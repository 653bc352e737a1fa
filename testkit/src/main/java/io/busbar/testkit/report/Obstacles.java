// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.report;

import io.busbar.testkit.Finding;
import io.busbar.testkit.InMemoryOrganization;
import io.busbar.testkit.JournalEntry;
import io.busbar.testkit.Layer;
import io.busbar.testkit.Trace;
import io.busbar.testkit.TraceEntry;
import io.busbar.testkit.TracedEvent;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Where events came no further, layer by layer. Those that got everywhere are not shown. */
record Obstacles(Trace trace, InMemoryOrganization organization) {
  private static final int MOST_EVENTS = 25;
  private static final int OPEN = 3;

  void write(Html html) {
    Section.write(
        html,
        "stopped",
        "Where it stopped",
        "Events that did not get everywhere, with what each layer says of them.",
        this::list);
  }

  private void list(Html html) {
    Set<TraceEntry> losses = new HashSet<>(trace.losses());
    List<TracedEvent> stopped =
        trace.events().stream()
            .filter(event -> trace.of(event).stream().anyMatch(entry -> stops(entry, losses)))
            .limit(MOST_EVENTS + 1L)
            .toList();
    if (stopped.isEmpty()) {
      Section.none(html, "Nowhere: every event reached all the targets of the rules that took it.");
    }
    for (int i = 0; i < Math.min(MOST_EVENTS, stopped.size()); i++) {
      event(html, stopped.get(i), i < OPEN);
    }
    if (stopped.size() > MOST_EVENTS) {
      Section.none(html, "Only the first " + MOST_EVENTS + " events are shown.");
    }
  }

  /** A loss, a refusal, or no handler that takes it. */
  private static boolean stops(TraceEntry entry, Set<TraceEntry> losses) {
    return losses.contains(entry)
        || (entry.step() instanceof TraceEntry.Routed route
            && route.step() instanceof JournalEntry.Denied)
        || (entry.step() instanceof TraceEntry.Handled handled
            && handled.handlerId().equals("busbar"));
  }

  private void event(Html html, TracedEvent event, boolean open) {
    List<Finding> findings = organization.explain(event).findings();
    String[] attributes = open ? new String[] {"open", "open"} : new String[0];
    html.element(
        "details",
        details -> {
          details.element("summary", line -> EventLabel.write(line, trace, event));
          details.element("ul", list -> findings(list, findings, true), "class", "why");
        },
        attributes);
  }

  /**
   * @param lost whether the event has got nowhere else
   */
  private static void findings(Html html, List<Finding> findings, boolean lost) {
    findings.forEach(finding -> html.element("li", item -> finding(item, finding, lost)));
  }

  private static void finding(Html html, Finding finding, boolean lost) {
    Mark mark = Mark.of(finding, lost);
    html.element(
        "span",
        mark.sign(),
        "class",
        "mark " + mark.css(),
        "role",
        "img",
        "aria-label",
        mark.css());
    html.element("b", finding.subject()).text(" ");
    html.element("span", finding.layer().toString(), "class", "layer").text(" ");
    html.element("span", finding.text(), "class", "says");
    if (!finding.below().isEmpty()) {
      boolean nobody = finding.layer() == Layer.RULES;
      html.element("ul", list -> findings(list, finding.below(), nobody));
    }
  }

  /** How a finding looks. */
  private enum Mark {
    PASSES("✓"),
    STOPS("✕"),
    /** A rule that is meant for other events, while some rule has taken this one. */
    LEAVES("–");

    private final String sign;

    Mark(String sign) {
      this.sign = sign;
    }

    static Mark of(Finding finding, boolean lost) {
      boolean ofRule = finding.layer() == Layer.PATTERN || finding.layer() == Layer.RULE_STATE;
      return finding.stops() ? (ofRule && !lost ? LEAVES : STOPS) : PASSES;
    }

    String sign() {
      return sign;
    }

    String css() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
