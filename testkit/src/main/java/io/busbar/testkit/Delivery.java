// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import java.util.List;
import java.util.Optional;

/** One event on one bus: on to the targets of the rules that matched. Runs under the lock. */
final class Delivery {
  private final Bus bus;
  private final Envelope event;
  private final String json;
  private final State.After after;
  private final Journal journal;

  /**
   * @param json of the event, made before the lock is taken
   */
  Delivery(Bus bus, Envelope event, String json, State.After after) {
    this.bus = bus;
    this.event = event;
    this.json = json;
    this.after = after;
    this.journal = bus.organization().journal();
  }

  void run(List<String> matched) {
    note(new JournalEntry.Received());
    List<Rule> rules =
        matched.stream()
            .flatMap(name -> bus.findRule(name).stream())
            .filter(rule -> rule.state() == Rule.State.ENABLED)
            .toList();
    if (rules.isEmpty()) {
      note(new JournalEntry.Unmatched());
    }
    rules.forEach(this::run);
  }

  private void run(Rule rule) {
    note(new JournalEntry.Matched(rule.name()));
    for (Target target : rule.targets()) {
      Optional<Destination> destination = bus.organization().destination(target.arn());
      destination.ifPresentOrElse(found -> deliver(rule, found), () -> missing(rule, target));
    }
  }

  private void deliver(Rule rule, Destination destination) {
    if (destination instanceof Bus next && event.hops() > 0) {
      note(new JournalEntry.SecondHop(rule.name(), next.arn()));
      return;
    }
    note(new JournalEntry.Delivered(rule.name(), destination.arn()));
    if (destination instanceof Bus next) {
      forward(next);
    } else if (destination instanceof Queue queue) {
      Runnable onDuplicate = () -> note(new JournalEntry.Delivered(rule.name(), queue.arn()));
      queue.contents().deliver(json, event.traceHeader(), onDuplicate, after);
    } else if (destination instanceof LogGroup group) {
      group.add(json);
    } else if (destination instanceof LambdaFunction function) {
      after.add(() -> invoke(rule, function));
    }
  }

  /** Across accounts the event stays what it is; across Regions it gets a new id. */
  private void forward(Bus next) {
    boolean sameRegion = next.region().name().equals(bus.region().name());
    Envelope hopped = event.hopped(sameRegion ? event.id() : bus.state().newId());
    after.add(() -> next.accept(hopped));
  }

  private void invoke(Rule rule, LambdaFunction function) {
    try {
      function.invoke(json);
    } catch (RuntimeException thrown) {
      note(new JournalEntry.FunctionThrew(rule.name(), function.arn(), thrown.toString()));
    }
  }

  private void missing(Rule rule, Target target) {
    note(
        new JournalEntry.Failed(
            rule.name(),
            target.arn(),
            "NO_RESOURCE",
            "The target '" + target.arn() + "' does not exist."));
  }

  private void note(JournalEntry.Step step) {
    journal.add(event, bus.arn(), step);
  }
}
