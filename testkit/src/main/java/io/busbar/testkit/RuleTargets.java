// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** The targets of one rule. Guarded by the organization's lock. */
final class RuleTargets {
  private final Rule rule;
  private final Map<String, Target> targets = new TreeMap<>();
  private String newest = "";

  RuleTargets(Rule rule) {
    this.rule = rule;
  }

  List<Target> list() {
    return List.copyOf(targets.values());
  }

  /** A new target with the first free number as its id; a FIFO queue gets one message group. */
  Target of(Destination destination) {
    int id = 1;
    while (targets.containsKey(String.valueOf(id))) {
      id++;
    }
    String arn = destination.arn();
    return arn.endsWith(".fifo")
        ? Target.ofGroup(String.valueOf(id), arn, rule.name())
        : new Target(String.valueOf(id), arn);
  }

  void put(Target target) {
    checkRegion(target.arn());
    int max = rule.bus().organization().limits().targetsPerRule();
    if (targets.size() >= max && !targets.containsKey(target.id())) {
      throw Bus.tooMany();
    }
    targets.put(target.id(), target);
    newest = target.id();
  }

  boolean remove(String id) {
    return targets.remove(id) != null;
  }

  /** Changes the target that was put last. */
  void changeNewest(UnaryOperator<Target> change) {
    if (targets.computeIfPresent(newest, (id, target) -> change.apply(target)) == null) {
      throw new IllegalStateException(
          "Rule '%s' has no target yet whose delivery could be described. Call to(…) first."
              .formatted(rule.name()));
    }
  }

  /**
   * EventBridge delivers across Regions to buses only (EventBridge User Guide, "Event bus
   * targets").
   */
  private void checkRegion(String target) {
    String region = rule.bus().region().name();
    Arn.parse(target)
        .filter(arn -> !arn.region().equals(region) && !arn.service().equals("events"))
        .ifPresent(
            arn -> {
              throw new AwsErrorException(
                  "ValidationException",
                  "Rule '%s' is in '%s' and cannot deliver to '%s': only a bus can be a target in another Region. Deliver to a bus there, and from it on."
                      .formatted(rule.name(), region, target));
            });
  }
}
