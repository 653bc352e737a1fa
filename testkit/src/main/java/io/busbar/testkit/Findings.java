// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import io.busbar.core.routing.Arn;
import io.busbar.core.routing.Hop;
import java.util.List;
import java.util.stream.Collectors;

/** The words for what layers say, whether it has happened or would. */
final class Findings {
  /** For a target that has no dead-letter queue. */
  static final String LOST = " It has no dead-letter queue, so the event is lost.";

  private final InMemoryOrganization organization;

  Findings(InMemoryOrganization organization) {
    this.organization = organization;
  }

  Finding missing(String name, Region caller) {
    String there = caller.buses().stream().map(Bus::name).collect(Collectors.joining(", "));
    List<String> others =
        organization.accounts().stream()
            .flatMap(account -> account.regions().stream())
            .filter(region -> region != caller && region.name().equals(caller.name()))
            .flatMap(region -> region.buses().stream())
            .filter(bus -> !bus.name().equals(Region.DEFAULT_BUS))
            .map(Bus::arn)
            .toList();
    String elsewhere =
        others.isEmpty()
            ? ""
            : " Buses of other accounts are named by their ARNs: "
                + String.join(", ", others)
                + ".";
    String text =
        "does not exist, so PutEvents answers with an event id and the event is lost. Account %s has: %s.%s"
            .formatted(caller, there, elsewhere);
    return Finding.stops(Layer.BUS, name, Place.of(name, organization), text);
  }

  Finding denied(String bus, String account, String reason) {
    String text = "does not let account %s put the event. %s".formatted(account, reason);
    return Finding.stops(Layer.BUS_POLICY, bus, Place.of(bus, organization), text);
  }

  Finding bus(String arn, List<Finding> rules) {
    String subject = Place.of(arn, organization);
    if (rules.stream().anyMatch(rule -> rule.layer() == Layer.PATTERN && !rule.stops())) {
      return Finding.passes(Layer.BUS, arn, subject, "has the event.", rules);
    }
    String text =
        rules.isEmpty()
            ? "has the event and no rules, so the event is lost."
            : "has the event, and no rule takes it: it is lost.";
    return Finding.stops(Layer.RULES, arn, subject, text, rules);
  }

  /** A rule that takes the event. */
  static Finding taken(String arn, String subject, List<Finding> targets) {
    List<Finding> below =
        targets.isEmpty()
            ? List.of(Finding.stops(Layer.TARGET, arn, subject, "has no target that could get it."))
            : targets;
    return Finding.passes(Layer.PATTERN, arn, subject, "takes the event.", below);
  }

  Finding delivered(String target, String text, List<Finding> below) {
    return Finding.passes(Layer.DELIVERY, target, Place.of(target, organization), text, below);
  }

  Finding secondHop(String from, String to) {
    String text = new Hop.Dropped(Arn.of(from), Arn.of(to)).text();
    return Finding.stops(Layer.HOP, to, Place.of(to, organization), text);
  }

  /**
   * @param more what EventBridge does next; may be empty
   * @param below what the dead-letter queue says
   */
  Finding failed(String target, Failure failure, String more, List<Finding> below) {
    String text =
        "does not get the event, %s: %s%s".formatted(failure.code(), failure.message(), more);
    return Finding.stops(failure.layer(), target, Place.of(target, organization), text, below);
  }

  Finding deadLetterTaken(String queue) {
    String text = "keeps what could not be delivered.";
    return Finding.passes(Layer.DEAD_LETTER, queue, Place.of(queue, organization), text, List.of());
  }

  Finding deadLetterLost(String queue, Failure refused) {
    String text =
        "does not take it either, so the event is lost, %s: %s"
            .formatted(refused.code(), refused.message());
    return Finding.stops(Layer.DEAD_LETTER, queue, Place.of(queue, organization), text);
  }
}
