// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.report;

import io.busbar.core.routing.Arn;
import io.busbar.testkit.Bus;
import io.busbar.testkit.InMemoryOrganization;
import io.busbar.testkit.Rule;
import io.busbar.testkit.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Places publishers, buses, rules and targets in columns, from left to right; what a bus forwards
 * to another bus goes on in further columns. Boxes stand below each other in the order in which
 * they are found.
 */
final class MapLayout {
  private static final int BUS_COLUMN = 1;
  private final InMemoryOrganization organization;
  private final Traffic traffic;
  private final Map<String, MapNode> placed = new LinkedHashMap<>();
  private final Map<Integer, Integer> rows = new TreeMap<>();
  private final List<MapEdge> edges = new ArrayList<>();

  MapLayout(InMemoryOrganization organization, Traffic traffic) {
    this.organization = organization;
    this.traffic = traffic;
  }

  List<MapNode> nodes() {
    return List.copyOf(placed.values());
  }

  List<MapEdge> edges() {
    return List.copyOf(edges);
  }

  int columns() {
    return placed.values().stream().mapToInt(MapNode::column).max().orElse(0) + 1;
  }

  int tallest() {
    return rows.values().stream().mapToInt(Integer::intValue).max().orElse(1);
  }

  /** Buses that are put to come first, then those that have rules, then names that are none. */
  MapLayout place(List<Bus> buses) {
    buses.stream().filter(bus -> !isForwardedTo(bus, buses)).forEach(bus -> bus(bus, BUS_COLUMN));
    buses.forEach(bus -> bus(bus, BUS_COLUMN));
    traffic.missing().forEach(this::missing);
    return this;
  }

  private static boolean isForwardedTo(Bus bus, List<Bus> buses) {
    return buses.stream()
        .flatMap(other -> other.rules().stream())
        .flatMap(rule -> rule.targets().stream())
        .anyMatch(target -> target.arn().equals(bus.arn()));
  }

  private void missing(String name) {
    MapNode node = node(name, BUS_COLUMN, List.of(name, "no such bus"), "bad");
    publishers(name, node, "failed");
  }

  private MapNode bus(Bus bus, int column) {
    MapNode known = placed.get(bus.arn());
    if (known != null) {
      return known;
    }
    long received = traffic.received(bus.arn());
    List<String> lines = List.of(bus.name(), owner(bus.arn()) + ", " + received + " received");
    MapNode node = node(bus.arn(), column, lines, received == 0 ? "bus idle" : "bus");
    publishers(bus.arn(), node, "taken");
    bus.rules().forEach(rule -> rule(rule, node));
    return node;
  }

  private void publishers(String bus, MapNode node, String kind) {
    traffic
        .publishers(bus)
        .forEach(
            (who, times) -> {
              MapNode publisher =
                  node("from " + who, 0, List.of(who.get(0), who.get(1)), "publisher");
              edges.add(new MapEdge(publisher, node, "" + times, kind));
            });
  }

  private void rule(Rule rule, MapNode bus) {
    long matched = traffic.matched(rule.bus().arn(), rule.name());
    boolean disabled = rule.state() == Rule.State.DISABLED;
    String what = disabled ? "disabled" : matched + " matched";
    String pattern = rule.pattern().map(Object::toString).orElse("no event pattern");
    MapNode node =
        node(
            rule.arn(),
            bus.column() + 1,
            List.of(rule.name(), "rule, " + what, pattern),
            matched == 0 ? "rule idle" : "rule");
    edges.add(new MapEdge(bus, node, times(matched), matched == 0 ? "idle" : "taken"));
    rule.targets().forEach(target -> target(rule, target, node));
  }

  private void target(Rule rule, Target target, MapNode from) {
    String bus = rule.bus().arn();
    long failed = traffic.failed(bus, rule.name(), target.arn());
    long delivered = traffic.delivered(bus, rule.name(), target.arn());
    MapNode node = target(target.arn(), from.column() + 1);
    String kind = failed > 0 ? "failed" : delivered > 0 ? "taken" : "idle";
    String label = times(delivered) + (failed > 0 ? " ✕" + failed : "");
    edges.add(new MapEdge(from, node, label.strip(), kind));
  }

  private MapNode target(String arn, int column) {
    Optional<Bus> next = organization.findBus(arn);
    if (next.isPresent()) {
      return bus(next.get(), column);
    }
    String handlers =
        organization.findQueue(arn).stream()
            .flatMap(queue -> queue.handlers().stream())
            .map(handler -> handler.id())
            .collect(Collectors.joining("\n"));
    boolean exists = !arn.contains(":sqs:") || organization.findQueue(arn).isPresent();
    List<String> lines = List.of(name(arn), exists ? owner(arn) : "does not exist", handlers);
    return node(arn, column, lines, exists ? "target" : "bad");
  }

  private MapNode node(String key, int column, List<String> lines, String kind) {
    return placed.computeIfAbsent(
        key, any -> new MapNode(column, rows.merge(column, 1, Integer::sum) - 1, lines, kind));
  }

  private static String times(long times) {
    return times == 0 ? "" : "" + times;
  }

  private static String owner(String arn) {
    return Arn.find(arn).map(Arn::account).orElse("");
  }

  private static String name(String arn) {
    return arn.substring(Math.max(arn.lastIndexOf(':'), arn.lastIndexOf('/')) + 1);
  }
}
