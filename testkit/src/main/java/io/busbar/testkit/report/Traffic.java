// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.report;

import io.busbar.testkit.JournalEntry;
import io.busbar.testkit.Trace;
import io.busbar.testkit.TraceEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** How often what was taken: the figures of the routing map. */
final class Traffic {
  private final Trace trace;
  private final List<TraceEntry.Routed> routes;

  Traffic(Trace trace) {
    this.trace = trace;
    this.routes =
        trace.entries().stream()
            .map(TraceEntry::step)
            .filter(TraceEntry.Routed.class::isInstance)
            .map(TraceEntry.Routed.class::cast)
            .toList();
  }

  long received(String bus) {
    return routes.stream()
        .filter(route -> route.bus().equals(bus) && route.step() instanceof JournalEntry.Received)
        .count();
  }

  long matched(String bus, String rule) {
    return routes.stream()
        .filter(route -> route.bus().equals(bus))
        .filter(route -> route.step() instanceof JournalEntry.Matched it && it.rule().equals(rule))
        .count();
  }

  long delivered(String bus, String rule, String target) {
    return onTarget(bus, rule, target, JournalEntry.Delivered.class);
  }

  /** Given up, or dropped at the second hop. */
  long failed(String bus, String rule, String target) {
    return onTarget(bus, rule, target, JournalEntry.Failed.class)
        + onTarget(bus, rule, target, JournalEntry.SecondHop.class);
  }

  private long onTarget(String bus, String rule, String target, Class<?> kind) {
    return routes.stream()
        .filter(route -> route.bus().equals(bus) && kind.isInstance(route.step()))
        .map(route -> (JournalEntry.TargetStep) route.step())
        .filter(step -> step.rule().equals(rule) && step.target().equals(target))
        .count();
  }

  /** By service and account, how often each put an event to a bus, or to a name that is none. */
  Map<List<String>, Long> publishers(String bus) {
    return trace.events().stream()
        .flatMap(event -> putters(trace.of(event), bus).stream())
        .collect(Collectors.groupingBy(who -> who, LinkedHashMap::new, Collectors.counting()));
  }

  /** Names of buses that were put to and do not exist. */
  List<String> missing() {
    return routes.stream()
        .filter(route -> route.step() instanceof JournalEntry.MissingBus)
        .map(TraceEntry.Routed::bus)
        .distinct()
        .toList();
  }

  /** An accepted put is followed by the bus that took it, or that is missing. */
  private static List<List<String>> putters(List<TraceEntry> story, String bus) {
    List<List<String>> found = new ArrayList<>();
    for (int i = 1; i < story.size(); i++) {
      TraceEntry before = story.get(i - 1);
      if (before.step() instanceof TraceEntry.Accepted accepted
          && story.get(i).step() instanceof TraceEntry.Routed route
          && route.bus().equals(bus)) {
        found.add(List.of(before.event().service(), accepted.account()));
      }
    }
    return found;
  }
}
