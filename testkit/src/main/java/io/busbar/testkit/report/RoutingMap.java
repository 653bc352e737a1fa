// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.report;

import io.busbar.testkit.Account;
import io.busbar.testkit.Bus;
import io.busbar.testkit.InMemoryOrganization;
import io.busbar.testkit.Region;
import io.busbar.testkit.Rule;
import io.busbar.testkit.Trace;
import java.util.List;

/** Who publishes where, which rules take what, and where it goes: as a picture and as a table. */
record RoutingMap(Trace trace, InMemoryOrganization organization) {
  private static final int MOST_RULES = 120;

  /** Percent; below that the picture scrolls. */
  private static final int SMALLEST = 80;

  void write(Html html) {
    Section.write(
        html,
        "routing",
        "Routing",
        "Publishers, buses, rules and targets. Figures count events; dashed lines were never taken.",
        this::content);
  }

  private void content(Html html) {
    Traffic traffic = new Traffic(trace);
    List<Bus> buses =
        organization.accounts().stream()
            .map(Account::regions)
            .flatMap(List::stream)
            .map(Region::buses)
            .flatMap(List::stream)
            .filter(bus -> !bus.rules().isEmpty() || traffic.received(bus.arn()) > 0)
            .toList();
    List<Rule> rules = buses.stream().map(Bus::rules).flatMap(List::stream).toList();
    if (buses.isEmpty() && traffic.missing().isEmpty()) {
      Section.none(html, "No bus has a rule or got an event.");
      return;
    }
    if (rules.size() <= MOST_RULES) {
      picture(html, new MapLayout(organization, traffic).place(buses));
    } else {
      Section.none(html, "%,d rules are too many for a picture.".formatted(rules.size()));
    }
    html.element(
        "details",
        details -> {
          details.element("summary", "All rules with their patterns");
          details.element(
              "div",
              scroll -> scroll.element("table", table -> table(table, rules, traffic)),
              "class",
              "scroll rules");
        });
  }

  private static void picture(Html html, MapLayout layout) {
    int width = MapNode.width(layout.columns());
    int height = MapNode.height(layout.tallest());
    html.element(
        "div",
        scroll ->
            scroll.element(
                "svg",
                svg -> {
                  svg.element("title", "Routing map");
                  layout.edges().forEach(edge -> edge.write(svg));
                  layout.nodes().forEach(node -> node.write(svg));
                },
                "viewBox",
                "0 0 %d %d".formatted(width, height),
                "style",
                "max-width:%dpx;min-width:%dpx".formatted(width, width * SMALLEST / 100),
                "role",
                "img"),
        "class",
        "scroll map",
        "tabindex",
        "0",
        "role",
        "region",
        "aria-label",
        "Routing map, scrolls sideways; the table below has the same rules");
  }

  private static void table(Html html, List<Rule> rules, Traffic traffic) {
    html.element(
        "thead",
        head ->
            head.element(
                "tr",
                row ->
                    List.of("Bus", "Rule", "State", "Matched", "Event pattern")
                        .forEach(name -> row.element("th", name, "scope", "col"))));
    html.element(
        "tbody", body -> rules.forEach(rule -> body.element("tr", row -> row(row, rule, traffic))));
  }

  private static void row(Html html, Rule rule, Traffic traffic) {
    html.element("td", rule.bus().name());
    html.element("th", rule.name(), "scope", "row");
    html.element("td", rule.state().toString());
    html.element("td", "" + traffic.matched(rule.bus().arn(), rule.name()), "class", "number");
    String pattern = rule.pattern().map(Object::toString).orElse("none");
    html.element("td", cell -> cell.element("code", pattern));
  }
}
