// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import io.busbar.core.routing.EventPattern;
import io.busbar.core.routing.EventPicker;
import io.busbar.core.routing.PatternIndex;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The rules of one bus: as they were put, and as they are in effect, which may be later. Guarded by
 * the organization's lock, but for {@link #matching}.
 */
final class BusRules {
  private final Bus bus;
  private final Map<String, Rule> rules = new TreeMap<>();
  private final Map<String, Version> inEffect = new TreeMap<>();
  private final PatternIndex<String> patterns = new PatternIndex<>();

  /** Made anew when the patterns ask for something else. */
  private volatile Picking picking =
      new Picking(patterns.picker(), Detail.picker(patterns.picker()));

  BusRules(Bus bus) {
    this.bus = bus;
  }

  List<Rule> all() {
    return List.copyOf(rules.values());
  }

  @Nullable Rule find(String name) {
    return rules.get(name);
  }

  /** The rule of this name, created if there is room. */
  Rule get(String name) {
    if (rules.size() >= limits().rulesPerBus() && !rules.containsKey(name)) {
      throw Bus.tooMany();
    }
    return rules.computeIfAbsent(name, each -> new Rule(bus, each));
  }

  /** A rule is no longer what it was. */
  void changed(Rule rule) {
    Version version = rule.version();
    later(() -> apply(version));
  }

  void delete(Rule rule) {
    rules.remove(rule.name());
    later(() -> forget(rule));
  }

  /** Refuses a pattern with wildcards on a bus that has its share of them (EventBridge quotas). */
  void checkWildcards(Rule rule, EventPattern pattern) {
    long others =
        rules.values().stream()
            .filter(each -> each != rule && each.pattern().map(Wildcards::areIn).orElse(false))
            .count();
    if (others >= limits().wildcardRulesPerBus() && Wildcards.areIn(pattern)) {
      throw Bus.tooMany();
    }
  }

  /** What details that come to this bus are read with. Needs no lock. */
  EventPicker picker() {
    EventPicker patternsNow = patterns.picker();
    Picking known = picking;
    if (known.patterns != patternsNow) {
      known = new Picking(patternsNow, Detail.picker(patternsNow));
      picking = known;
    }
    return known.details;
  }

  /**
   * The names of the rules in effect whose patterns take the event. Needs no lock.
   *
   * @param json of the event
   */
  List<String> matching(Envelope event, String json) {
    Detail.Picked picked = event.detail().picked();
    return picked == null
        ? patterns.matching(json)
        : patterns
            .matching(event.picked(picked.members()), picked.by())
            .orElseGet(() -> patterns.matching(json));
  }

  /** Of these rules, those that are enabled. */
  List<Version> enabled(List<String> names) {
    List<Version> enabled = new ArrayList<>(names.size());
    for (String name : names) {
      Version version = inEffect.get(name);
      if (version != null && version.state() != Rule.State.DISABLED) {
        enabled.add(version);
      }
    }
    return enabled;
  }

  /** A rule as it is in effect; null while it is not yet. */
  @Nullable Version inEffect(String name) {
    return inEffect.get(name);
  }

  private void later(Runnable change) {
    Duration delay = bus.organization().engine().ruleChangeDelay();
    if (delay.isZero()) {
      change.run();
      return;
    }
    bus.organization()
        .engine()
        .obligations()
        .add(delay, () -> bus.state().change(after -> change.run()));
  }

  private void apply(Version version) {
    String name = version.rule().name();
    Version before = inEffect.put(name, version);
    EventPattern pattern = version.pattern();
    EventPattern old = before == null ? null : before.pattern();
    if (pattern != null && (old == null || !pattern.equals(old))) {
      patterns.put(name, pattern);
    }
  }

  /** Unless a new rule has taken the name meanwhile. */
  private void forget(Rule rule) {
    Version current = inEffect.get(rule.name());
    if (current != null && current.rule() == rule) {
      inEffect.remove(rule.name());
      patterns.remove(rule.name());
    }
  }

  private OrganizationLimits limits() {
    return bus.organization().limits();
  }

  private record Picking(EventPicker patterns, EventPicker details) {}

  /** A rule as it was at one time. */
  record Version(
      Rule rule, Rule.State state, @Nullable EventPattern pattern, List<Target> targets) {}
}
