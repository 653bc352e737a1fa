// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.busbar.testkit.Bus;
import io.busbar.testkit.InMemoryOrganization;
import io.busbar.testkit.Queue;
import io.busbar.testkit.QueueCounts;
import io.busbar.testkit.Region;
import io.busbar.testkit.Rule;
import io.busbar.testkit.Trace;
import io.busbar.testkit.TraceEntry;
import io.busbar.testkit.TracedEvent;
import io.busbar.testkit.VirtualClock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What the page shows, as JSON: the buses and queues as they are, and the newest events. */
final class LiveState {
  private static final int NEWEST = 50;
  private static final int STEPS = 100;

  private final InMemoryOrganization organization;

  LiveState(InMemoryOrganization organization) {
    this.organization = organization;
  }

  ObjectNode all() {
    ObjectNode all = Json.object().put("now", organization.time().now().toString());
    all.put("virtualClock", organization.time() instanceof VirtualClock);
    ArrayNode buses = all.putArray("buses");
    ArrayNode queues = all.putArray("queues");
    organization.accounts().stream()
        .flatMap(account -> account.regions().stream())
        .forEach(
            region -> {
              region.buses().stream()
                  .filter(LiveState::isOfInterest)
                  .forEach(bus -> add(bus, buses.addObject()));
              region.queues().forEach(queue -> add(queue, queues.addObject()));
            });
    addEvents(all.putArray("events"));
    return all;
  }

  /**
   * What became of an event and why, then everything that has happened to it, for a person; empty
   * if there is no such event.
   */
  Optional<ObjectNode> event(String id) {
    Trace trace = organization.trace();
    return trace
        .find(id)
        .map(
            event ->
                Json.object()
                    .put("text", organization.explain(event) + "\n" + steps(trace, event)));
  }

  private static String steps(Trace trace, TracedEvent event) {
    return trace.of(event).stream()
        .limit(STEPS)
        .map(trace::describe)
        .collect(Collectors.joining("\n"));
  }

  private static boolean isOfInterest(Bus bus) {
    return !bus.name().equals(Region.DEFAULT_BUS) || !bus.rules().isEmpty();
  }

  private void add(Bus bus, ObjectNode json) {
    addPlace(bus.region(), json).put("name", bus.name()).put("policy", bus.policy().isPresent());
    ArrayNode rules = json.putArray("rules");
    bus.rules().forEach(rule -> add(rule, rules.addObject()));
  }

  private void add(Rule rule, ObjectNode json) {
    json.put("name", rule.name())
        .put("enabled", rule.state() != Rule.State.DISABLED)
        .put("matches", organization.journal().matches(rule))
        .put("pattern", rule.pattern().map(String::valueOf).orElse(""));
    ArrayNode targets = json.putArray("targets");
    rule.targets().forEach(target -> targets.add(target.arn()));
  }

  private static void add(Queue queue, ObjectNode json) {
    QueueCounts counts = queue.counts();
    addPlace(queue.region(), json)
        .put("name", queue.name())
        .put("available", counts.available())
        .put("inFlight", counts.inFlight())
        .put("delayed", counts.delayed());
  }

  private static ObjectNode addPlace(Region region, ObjectNode json) {
    return json.put("account", region.account().id()).put("region", region.name());
  }

  private void addEvents(ArrayNode json) {
    Trace trace = organization.trace();
    List<TracedEvent> events = trace.events();
    Set<String> lost =
        trace.losses().stream().map(loss -> loss.event().id()).collect(Collectors.toSet());
    int first = Math.max(0, events.size() - NEWEST);
    for (int i = events.size() - 1; i >= first; i--) {
      add(trace, events.get(i), json.addObject().put("lost", lost.contains(events.get(i).id())));
    }
  }

  private static void add(Trace trace, TracedEvent event, ObjectNode json) {
    List<TraceEntry> steps = trace.of(event);
    json.put("id", event.id())
        .put("name", trace.nameOf(event))
        .put("detailType", event.detailType())
        .put("source", event.source())
        .put("at", steps.get(0).at().toString())
        .put("steps", steps.size())
        .put("last", what(trace, steps.get(steps.size() - 1)));
  }

  /** A step without the time and the event that it is shown beside. */
  private static String what(Trace trace, TraceEntry step) {
    String line = trace.describe(step);
    String name = trace.nameOf(step.event()) + ' ' + step.event().detailType() + ": ";
    return line.substring(line.indexOf(name) + name.length());
  }
}
