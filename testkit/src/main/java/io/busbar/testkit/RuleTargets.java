// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit;

import io.busbar.core.routing.Arn;
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
    Target target =
        arn.endsWith(".fifo")
            ? Target.ofGroup(String.valueOf(id), arn, rule.name())
            : new Target(String.valueOf(id), arn);
    return needsRole(target) ? target.withRoleArn(role()) : target;
  }

  /** Grants what a deployed template would. */
  void grant(Destination destination) {
    if (destination instanceof Queue queue) {
      queue.access().grant(rule.arn());
    } else if (destination instanceof Bus bus) {
      bus.access().grant(rule.bus().region().account().id());
    }
  }

  void put(Target target) {
    checkRegion(target.arn());
    checkRole(target);
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

  /** Since January 2025 other accounts' queues can be targets, with an execution role only. */
  private void checkRole(Target target) {
    if (target.roleArn() == null && needsRole(target)) {
      throw new AwsErrorException(
          "ValidationException", "RoleArn is required for target " + target.arn() + ".");
    }
  }

  private boolean needsRole(Target target) {
    String account = rule.bus().region().account().id();
    return rule.bus().organization().engine().enforcesPolicies()
        && Arn.find(target.arn())
            .filter(arn -> arn.service().equals("sqs") && !arn.account().equals(account))
            .isPresent();
  }

  private String role() {
    return "arn:aws:iam::" + rule.bus().region().account().id() + ":role/eventbridge";
  }

  /**
   * EventBridge delivers across Regions to buses only (EventBridge User Guide, "Event bus
   * targets").
   */
  private void checkRegion(String target) {
    String region = rule.bus().region().name();
    Arn.find(target)
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
