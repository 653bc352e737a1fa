// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import java.util.List;

/** One event on one bus: on to the targets of the rules that matched. Runs under the lock. */
final class Delivery {
  private final Bus bus;
  private final Envelope event;
  private final String json;
  private final State.After after;

  /**
   * @param json of the event, made before the lock is taken
   */
  Delivery(Bus bus, Envelope event, String json, State.After after) {
    this.bus = bus;
    this.event = event;
    this.json = json;
    this.after = after;
  }

  void run(List<BusRules.Version> rules) {
    bus.organization().engine().arrivals().add(bus, event);
    note(new JournalEntry.Received());
    if (rules.isEmpty()) {
      note(new JournalEntry.Unmatched());
    }
    rules.forEach(this::run);
  }

  private void run(BusRules.Version version) {
    Rule rule = version.rule();
    note(new JournalEntry.Matched(rule.name()));
    for (Target target : version.targets()) {
      new Invocation(rule, target, event, json).attempt(after);
    }
  }

  private void note(JournalEntry.Step step) {
    bus.organization().journal().add(event, bus.arn(), step);
  }
}
