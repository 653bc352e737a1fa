// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.scenario;

import io.busbar.testkit.Account;
import io.busbar.testkit.Bus;
import io.busbar.testkit.Finding;
import io.busbar.testkit.InMemoryOrganization;
import io.busbar.testkit.Queue;
import io.busbar.testkit.Region;
import io.busbar.testkit.Rule;
import io.busbar.testkit.Trace;
import io.busbar.testkit.TracedEvent;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Why something did not happen: for each event, the layers where it came no further. */
final class Reasons {
  private static final int MOST_LINES = 10;
  private static final int MOST_EVENTS = 5;
  private final Trace trace;
  private final InMemoryOrganization aws;

  Reasons(Trace trace, InMemoryOrganization aws) {
    this.trace = trace;
    this.aws = aws;
  }

  /** What stopped these events, as lines to put behind a sentence. */
  String of(List<TracedEvent> events) {
    return lines(events.stream().limit(MOST_EVENTS).flatMap(event -> of(event, finding -> true)));
  }

  /** What kept these events from a queue. */
  Stream<String> onTheWayTo(Queue queue, List<TracedEvent> events) {
    return events.stream().limit(MOST_EVENTS).flatMap(event -> onTheWayTo(queue, event));
  }

  private Stream<String> onTheWayTo(Queue queue, TracedEvent event) {
    List<String> close = of(event, finding -> concerns(finding, queue)).toList();
    return close.isEmpty() ? of(event, finding -> true) : close.stream();
  }

  Stream<String> of(TracedEvent event, Predicate<Finding> relevant) {
    String name = trace.nameOf(event) + " " + event.detailType() + ": ";
    return aws.explain(event).obstacles().stream().filter(relevant).map(each -> name + each);
  }

  /** What stopped an event, as lines below one that names it. */
  String below(TracedEvent event, Predicate<Finding> relevant) {
    return lines(aws.explain(event).obstacles().stream().filter(relevant).map(Finding::toString))
        .replace("\n", "\n  ");
  }

  /** Each line once, indented; the first ten of them. */
  static String lines(Stream<String> lines) {
    List<String> all = lines.distinct().toList();
    int more = all.size() - MOST_LINES;
    return all.stream()
            .limit(MOST_LINES)
            .map(line -> "\n  " + line.replace("\n", "\n  "))
            .collect(Collectors.joining())
        + (more > 0 ? "\n  and " + more + " more." : "");
  }

  /** A rule for other targets says nothing about this queue, nor does another queue. */
  private boolean concerns(Finding finding, Queue queue) {
    if (finding.arn().contains(":rule/")) {
      return rules(aws)
          .filter(rule -> rule.arn().equals(finding.arn()))
          .anyMatch(rule -> leadsTo(rule, queue));
    }
    return !finding.arn().contains(":sqs:") || finding.arn().equals(queue.arn());
  }

  /** A rule for another bus may. */
  private static boolean leadsTo(Rule rule, Queue queue) {
    return rule.targets().stream()
        .anyMatch(
            target -> target.arn().equals(queue.arn()) || target.arn().contains(":event-bus/"));
  }

  static Stream<Rule> rules(InMemoryOrganization aws) {
    return regions(aws)
        .flatMap(region -> region.buses().stream())
        .map(Bus::rules)
        .flatMap(List::stream);
  }

  static Stream<Queue> queues(InMemoryOrganization aws) {
    return regions(aws).flatMap(region -> region.queues().stream());
  }

  private static Stream<Region> regions(InMemoryOrganization aws) {
    return aws.accounts().stream().map(Account::regions).flatMap(List::stream);
  }
}
