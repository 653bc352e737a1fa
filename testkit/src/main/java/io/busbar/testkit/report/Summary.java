// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.report;

import io.busbar.testkit.JournalEntry;
import io.busbar.testkit.Trace;
import io.busbar.testkit.TraceEntry;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The top of the page: what failed, the figures, and where to go. */
record Summary(
    String title, @Nullable String failure, @Nullable Long seed, Trace trace, int faults) {

  void write(Html html) {
    html.element(
        "header",
        head -> {
          head.element("p", failure == null ? "Story" : "Failed", "class", state());
          head.element("h1", title);
          if (failure != null) {
            head.element("pre", failure.strip(), "class", "failure");
          }
          head.element("dl", this::figures, "class", "figures");
          if (seed != null) {
            head.element(
                "p",
                line -> line.text("Run it again: ").element("code", "-Dbusbar.seed=" + seed),
                "class",
                "rerun");
          }
          head.element("nav", Summary::links, "aria-label", "Parts of the report");
        });
  }

  private String state() {
    return failure == null ? "state" : "state bad";
  }

  private void figures(Html html) {
    figure(html, "Events", trace.events().size(), "");
    figure(html, "Published", count(TraceEntry.Accepted.class::isInstance), "");
    figure(html, "Delivered", count(Summary::isDelivery), "");
    figure(html, "Handled", count(Summary::isSuccess), "");
    int lost = trace.losses().size();
    figure(html, "Lost", lost, lost == 0 ? "" : "bad");
    figure(html, "Faults", faults, faults == 0 ? "" : "warn");
    List<TraceEntry> entries = trace.entries();
    String end = entries.isEmpty() ? "+0.000" : trace.timeOf(entries.get(entries.size() - 1));
    html.element(
        "div", box -> box.element("dt", "Virtual time").element("dd", end.substring(1) + " s"));
  }

  private static void figure(Html html, String name, long value, String kind) {
    html.element(
        "div", box -> box.element("dt", name).element("dd", "%,d".formatted(value)), "class", kind);
  }

  private long count(Predicate<TraceEntry.Step> counted) {
    return trace.entries().stream().map(TraceEntry::step).filter(counted).count();
  }

  private static boolean isDelivery(TraceEntry.Step step) {
    return step instanceof TraceEntry.Routed route
        && route.step() instanceof JournalEntry.Delivered;
  }

  private static boolean isSuccess(TraceEntry.Step step) {
    return step instanceof TraceEntry.Handled handled && handled.isSuccess();
  }

  private static void links(Html html) {
    html.element("a", "Where it stopped", "href", "#stopped");
    html.element("a", "Timeline", "href", "#timeline");
    html.element("a", "Causes", "href", "#causes");
    html.element("a", "Routing", "href", "#routing");
    html.element("a", "Faults", "href", "#faults");
  }
}
