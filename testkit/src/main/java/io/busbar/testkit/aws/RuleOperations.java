// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.busbar.core.routing.EventPattern;
import io.busbar.testkit.Bus;
import io.busbar.testkit.InMemoryOrganization;
import io.busbar.testkit.Region;
import io.busbar.testkit.Rule;
import java.util.List;

/** EventBridge's operations on rules. */
final class RuleOperations {
  private final InMemoryOrganization organization;
  private final KeptMembers kept = new KeptMembers("RoleArn");

  RuleOperations(InMemoryOrganization organization) {
    this.organization = organization;
  }

  /** Creates or replaces: what the request leaves out is as in a new rule. */
  ObjectNode put(Call call) {
    Input input = call.input();
    String name = Members.text(input, "Name");
    String state = input.text("State", Rule.State.ENABLED.name());
    String description = input.text("Description", "");
    Bus bus = bus(call);
    EventPattern pattern = pattern(input, bus);
    boolean isNew = bus.findRule(name).isEmpty();
    Rule rule =
        bus.rule(name).pattern(pattern).state(Rule.State.valueOf(state)).description(description);
    kept.replace(rule, input);
    if (isNew) {
      bus.region().tags().add(rule.arn(), TagItems.read(input)); // PutRule API: of new rules only.
    }
    return Json.object().put("RuleArn", rule.arn());
  }

  ObjectNode describe(Call call) {
    Rule rule = rule(call);
    return describe(rule).put("CreatedBy", rule.bus().region().account().id());
  }

  ObjectNode list(Call call) {
    Input input = call.input();
    String prefix = input.text("NamePrefix", "");
    List<Rule> rules =
        bus(call).rules().stream().filter(rule -> rule.name().startsWith(prefix)).toList();
    Page<Rule> page = Page.of(rules, Rule::name, Page.Cursor.of(input), BusOperations.limit(input));
    ObjectNode answer = Json.object();
    ArrayNode items = answer.putArray("Rules");
    page.items().forEach(rule -> items.add(describe(rule)));
    return page.mark(answer);
  }

  ObjectNode listNamesByTarget(Call call) {
    Input input = call.input();
    String target = Members.text(input, "TargetArn");
    List<String> names =
        bus(call).rules().stream()
            .filter(rule -> rule.targets().stream().anyMatch(each -> each.arn().equals(target)))
            .map(Rule::name)
            .toList();
    Page<String> page =
        Page.of(names, name -> name, Page.Cursor.of(input), BusOperations.limit(input));
    ObjectNode answer = Json.object();
    ArrayNode items = answer.putArray("RuleNames");
    page.items().forEach(items::add);
    return page.mark(answer);
  }

  ObjectNode delete(Call call) {
    bus(call).deleteRule(Members.text(call.input(), "Name"));
    return Json.object();
  }

  ObjectNode enable(Call call) {
    return answerNothing(rule(call).state(Rule.State.ENABLED));
  }

  ObjectNode disable(Call call) {
    return answerNothing(rule(call).state(Rule.State.DISABLED));
  }

  private EventPattern pattern(Input input, Bus bus) {
    if (input.has("ScheduleExpression")) {
      throw Faults.validation(
          bus.name().equals(Region.DEFAULT_BUS)
              ? "LocalAws does not run a ScheduleExpression yet. Put the scheduled event with PutEvents."
              : "ScheduleExpression is supported only on the default event bus.");
    }
    String pattern = input.text("EventPattern");
    if (pattern == null) {
      throw Faults.validation("Parameter(s) EventPattern or ScheduleExpression must be specified.");
    }
    return EventPattern.of(pattern, organization.limits().patterns());
  }

  private Bus bus(Call call) {
    return call.caller()
        .region(organization)
        .requireBus(call.input().text("EventBusName", Region.DEFAULT_BUS));
  }

  private Rule rule(Call call) {
    return bus(call).requireRule(Members.text(call.input(), "Name"));
  }

  private static ObjectNode answerNothing(Rule changed) {
    assert changed != null;
    return Json.object();
  }

  private ObjectNode describe(Rule rule) {
    ObjectNode json = Json.object().put("Name", rule.name()).put("Arn", rule.arn());
    rule.pattern().ifPresent(pattern -> json.put("EventPattern", pattern.toString()));
    json.put("State", rule.state().name());
    rule.description()
        .filter(text -> !text.isEmpty())
        .ifPresent(text -> json.put("Description", text));
    return kept.addTo(json, rule).put("EventBusName", rule.bus().name());
  }
}
