// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.aws;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.busbar.testkit.AwsErrorException;
import io.busbar.testkit.InMemoryOrganization;
import io.busbar.testkit.Region;
import io.busbar.testkit.Rule;
import io.busbar.testkit.Target;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** EventBridge's operations on the targets of a rule. */
final class TargetOperations {
  private final InMemoryOrganization organization;

  TargetOperations(InMemoryOrganization organization) {
    this.organization = organization;
  }

  /** All or nothing, as far as the request can be judged before it is carried out. */
  ObjectNode put(Call call) {
    List<Input> items = call.input().objects("Targets");
    Rule rule = rule(call);
    List<Target> targets = items.stream().map(TargetItem::read).toList();
    checkIds(targets);
    checkCount(rule, targets);
    targets.forEach(rule::target);
    return noFailures();
  }

  ObjectNode remove(Call call) {
    List<String> ids = call.input().texts("Ids");
    Rule rule = rule(call);
    ids.forEach(rule::removeTarget);
    return noFailures();
  }

  ObjectNode list(Call call) {
    Input input = call.input();
    Page<Target> page =
        Page.of(
            rule(call).targets(), Target::id, Page.Cursor.of(input), BusOperations.limit(input));
    ObjectNode answer = Json.object();
    ArrayNode items = answer.putArray("Targets");
    page.items().forEach(target -> items.add(TargetItem.json(target)));
    return page.mark(answer);
  }

  private static void checkIds(List<Target> targets) {
    Set<String> ids = new TreeSet<>();
    for (Target target : targets) {
      if (!ids.add(target.id())) {
        throw Faults.validation(
            "Parameter targets is not valid. Reason: More than one target with Id '%s' is provided."
                .formatted(target.id()));
      }
    }
  }

  private void checkCount(Rule rule, List<Target> added) {
    Set<String> ids = new TreeSet<>();
    rule.targets().forEach(target -> ids.add(target.id()));
    added.forEach(target -> ids.add(target.id()));
    if (ids.size() > organization.limits().targetsPerRule()) {
      throw new AwsErrorException(
          "LimitExceededException", "The requested resource exceeds the maximum number allowed.");
    }
  }

  private Rule rule(Call call) {
    String name = Members.text(call.input(), "Rule");
    return call.caller()
        .region(organization)
        .requireBus(call.input().text("EventBusName", Region.DEFAULT_BUS))
        .requireRule(name);
  }

  private static ObjectNode noFailures() {
    ObjectNode answer = Json.object().put("FailedEntryCount", 0);
    answer.putArray("FailedEntries");
    return answer;
  }
}
