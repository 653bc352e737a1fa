// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import java.util.List;

/** What happened to one event between one rule and one of its targets. */
final class RouteStory {
  private final String target;
  private final List<JournalEntry.TargetStep> steps;

  RouteStory(List<TraceEntry> story, String bus, String rule, String target) {
    this.target = target;
    this.steps =
        story.stream()
            .map(TraceEntry::step)
            .filter(step -> step instanceof TraceEntry.Routed route && route.bus().equals(bus))
            .map(step -> ((TraceEntry.Routed) step).step())
            .filter(JournalEntry.TargetStep.class::isInstance)
            .map(JournalEntry.TargetStep.class::cast)
            .filter(step -> step.rule().equals(rule) && step.target().equals(target))
            .toList();
  }

  List<JournalEntry.Delivered> deliveries() {
    return of(JournalEntry.Delivered.class);
  }

  boolean isSecondHop() {
    return !of(JournalEntry.SecondHop.class).isEmpty();
  }

  /** With how often it came, and how often it did not at first. */
  String deliveredText() {
    int times = deliveries().size();
    List<JournalEntry.Retrying> retries = of(JournalEntry.Retrying.class);
    String text = times == 1 ? "got the event" : "got the event %d times".formatted(times);
    return retries.isEmpty()
        ? text + "."
        : "%s, after %d %s that failed, %s: %s"
            .formatted(
                text,
                retries.size(),
                retries.size() == 1 ? "try" : "tries",
                retries.get(0).code(),
                retries.get(0).reason());
  }

  /** For a target that has not got it. */
  Finding failure(Findings findings) {
    List<JournalEntry.Failed> failures = of(JournalEntry.Failed.class);
    if (failures.isEmpty()) {
      JournalEntry.Retrying last = newest(of(JournalEntry.Retrying.class));
      Failure failure = new Failure(last.layer(), last.code(), last.reason());
      return findings.failed(target, failure, " EventBridge tries again.", List.of());
    }
    JournalEntry.Failed last = newest(failures);
    Failure failure = new Failure(last.layer(), last.code(), last.reason());
    List<Finding> below = deadLetter(findings);
    return findings.failed(target, failure, below.isEmpty() ? Findings.LOST : "", below);
  }

  private List<Finding> deadLetter(Findings findings) {
    List<JournalEntry.DeadLetterLost> lost = of(JournalEntry.DeadLetterLost.class);
    if (!lost.isEmpty()) {
      JournalEntry.DeadLetterLost last = newest(lost);
      Failure refused = new Failure(last.layer(), last.code(), last.reason());
      return List.of(findings.deadLetterLost(last.queue(), refused));
    }
    return of(JournalEntry.DeadLettered.class).stream()
        .limit(1)
        .map(dead -> findings.deadLetterTaken(dead.queue()))
        .toList();
  }

  /** What a function threw, which EventBridge does not see. */
  List<Finding> thrown(String arn, String subject) {
    return of(JournalEntry.FunctionThrew.class).stream()
        .map(
            threw ->
                Finding.stops(
                    Layer.HANDLERS,
                    arn,
                    subject,
                    "threw %s, which is no failure of the delivery to EventBridge."
                        .formatted(threw.thrown())))
        .toList();
  }

  private <T extends JournalEntry.Step> List<T> of(Class<T> type) {
    return steps.stream().filter(type::isInstance).map(type::cast).toList();
  }

  private static <T> T newest(List<T> list) {
    return list.get(list.size() - 1);
  }
}
