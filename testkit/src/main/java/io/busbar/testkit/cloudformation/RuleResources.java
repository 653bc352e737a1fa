// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import io.busbar.testkit.Bus;
import io.busbar.testkit.Region;
import io.busbar.testkit.Rule;
import io.busbar.testkit.Target;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Rules. */
final class RuleResources {
  static final ResourceType RULE =
      new ResourceType(
          Set.of("Name", "EventBusName", "EventPattern", "State", "Targets", "Description"),
          // A rule's own role serves targets that bring none; such targets exist here only with
          // one.
          Set.of("RoleArn", "Tags"),
          RuleResources::rule);

  private RuleResources() {}

  private static Physical rule(Resource resource) {
    Bus bus = BusResources.find(resource);
    Rule.State state = state(resource);
    List<Target> targets =
        resource.properties().list("Targets").stream().map(TargetProperties::read).toList();
    Rule rule = bus.rule(resource.name("Name")).state(state);
    JsonNode pattern = resource.properties().document("EventPattern");
    if (pattern == null) {
      throw new Mistake("The property 'EventPattern' is required; schedules have no meaning here.");
    }
    rule.pattern(pattern.toString());
    String description = resource.text("Description");
    if (description != null) {
      rule.description(description);
    }
    rule.targets().forEach(each -> rule.removeTarget(each.id()));
    targets.forEach(rule::target);
    return resource.made(ref(rule), "Arn", rule.arn());
  }

  private static Rule.State state(Resource resource) {
    String text = resource.text("State");
    return Arrays.stream(Rule.State.values())
        .filter(each -> text == null ? each == Rule.State.ENABLED : each.name().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new Mistake(
                    "The property 'State' must be ENABLED, DISABLED or ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS, but was '%s'."
                        .formatted(text)));
  }

  private static String ref(Rule rule) {
    String bus = rule.bus().name();
    return bus.equals(Region.DEFAULT_BUS) ? rule.name() : bus + '|' + rule.name();
  }
}
