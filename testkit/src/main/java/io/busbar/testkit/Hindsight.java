// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What became of an event, from its trace. Why a rule left it is asked now, with the event as it
 * was. Runs under the lock.
 */
final class Hindsight {
  private final InMemoryOrganization organization;
  private final TracedEvent event;
  private final List<TraceEntry> story;
  private final Findings findings;
  private final Set<String> told = new LinkedHashSet<>();

  Hindsight(InMemoryOrganization organization, Trace trace, TracedEvent event) {
    this.organization = organization;
    this.event = event;
    this.story = trace.of(event);
    this.findings = new Findings(organization);
  }

  /** One for each bus that it was put to, then what kept it from getting to one. */
  List<Finding> findings() {
    List<Finding> all = new ArrayList<>();
    Set<String> forwarded = new LinkedHashSet<>();
    routes(JournalEntry.Delivered.class)
        .forEach(route -> forwarded.add(((JournalEntry.Delivered) route.step()).target()));
    for (TraceEntry.Routed route : routes(JournalEntry.Received.class)) {
      if (!forwarded.contains(route.bus()) && told.add(route.bus())) {
        all.add(bus(route.bus()));
      }
    }
    routes(JournalEntry.MissingBus.class).stream()
        .map(route -> findings.missing(route.bus(), caller()))
        .distinct()
        .forEach(all::add);
    routes(JournalEntry.Denied.class).stream()
        .map(route -> denied(route.bus(), (JournalEntry.Denied) route.step()))
        .distinct()
        .forEach(all::add);
    if (all.isEmpty()) {
      rejected().ifPresent(all::add);
    }
    return all;
  }

  /** The account is known; its Region does not matter to the words, but for the default. */
  private Region caller() {
    return story.stream()
        .map(TraceEntry::step)
        .filter(TraceEntry.Accepted.class::isInstance)
        .map(step -> organization.account(((TraceEntry.Accepted) step).account()).region())
        .findFirst()
        .orElseThrow();
  }

  private Finding denied(String bus, JournalEntry.Denied denied) {
    return findings.denied(bus, denied.account(), denied.reason());
  }

  private Optional<Finding> rejected() {
    return story.stream()
        .map(TraceEntry::step)
        .filter(TraceEntry.Rejected.class::isInstance)
        .map(
            step ->
                Finding.stops(
                    Layer.PUT_EVENTS,
                    event.service(),
                    "publisher " + event.service(),
                    "has given the event up: " + ((TraceEntry.Rejected) step).code() + "."))
        .findFirst();
  }

  private Finding bus(String arn) {
    TreeMap<String, Finding> rules = new TreeMap<>();
    organization
        .findBus(arn)
        .ifPresent(bus -> bus.rules().forEach(rule -> rules.put(rule.name(), left(rule))));
    for (TraceEntry.Routed route : routes(JournalEntry.Matched.class)) {
      String rule = ((JournalEntry.Matched) route.step()).rule();
      if (route.bus().equals(arn)) {
        rules.put(rule, taken(arn, rule));
      }
    }
    return findings.bus(arn, List.copyOf(rules.values()));
  }

  /** For a rule that did not take it. */
  private Finding left(Rule rule) {
    Optional<Envelope> then = organization.engine().arrivals().find(event, rule.bus().arn());
    if (then.isEmpty()) {
      return Finding.stops(
          Layer.PATTERN,
          rule.arn(),
          Place.of(rule),
          "did not take the event, which is too long ago to say why.");
    }
    return new Forecast(organization)
        .whyNot(rule, then.get().node())
        .orElseGet(
            () ->
                Finding.stops(
                    Layer.RULE_STATE,
                    rule.arn(),
                    Place.of(rule),
                    "did not take the event, but would now: it has changed since."));
  }

  private Finding taken(String bus, String rule) {
    String arn =
        organization.findBus(bus).flatMap(it -> it.findRule(rule)).map(Rule::arn).orElse(rule);
    List<String> targets =
        routes(JournalEntry.TargetStep.class).stream()
            .filter(route -> route.bus().equals(bus))
            .map(route -> (JournalEntry.TargetStep) route.step())
            .filter(step -> step.rule().equals(rule))
            .map(JournalEntry.TargetStep::target)
            .distinct()
            .toList();
    List<Finding> below = targets.stream().map(target -> target(bus, rule, target)).toList();
    return Findings.taken(arn, Place.rule(rule, bus), below);
  }

  private Finding target(String bus, String rule, String target) {
    RouteStory route = new RouteStory(story, bus, rule, target);
    if (!route.deliveries().isEmpty()) {
      return findings.delivered(target, route.deliveredText(), below(target, route));
    }
    return route.isSecondHop() ? findings.secondHop(bus, target) : route.failure(findings);
  }

  private List<Finding> below(String target, RouteStory route) {
    Optional<Destination> destination = organization.destination(target);
    if (destination.orElse(null) instanceof Bus next) {
      return told.add(next.arn()) ? List.of(bus(next.arn())) : List.of();
    }
    return destination.orElse(null) instanceof Queue queue
        ? List.of(new QueueFindings(queue).hindsight(story))
        : route.thrown(target, Place.of(target, organization));
  }

  private List<TraceEntry.Routed> routes(Class<? extends JournalEntry.Step> type) {
    return story.stream()
        .map(TraceEntry::step)
        .filter(TraceEntry.Routed.class::isInstance)
        .map(TraceEntry.Routed.class::cast)
        .filter(route -> type.isInstance(route.step()))
        .toList();
  }
}
