// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Puts resources into an order in which each comes after what it needs. */
final class Order {
  private final Map<String, JsonNode> resources;
  private final Names names;
  private final List<String> findings;
  private final Set<String> done = new LinkedHashSet<>();
  private final List<String> open = new ArrayList<>();

  private Order(Map<String, JsonNode> resources, Names names, List<String> findings) {
    this.resources = resources;
    this.names = names;
    this.findings = findings;
  }

  /**
   * @param resources by logical id, without {@code Fn::If}
   * @param names is told of the resources that are in a circle
   * @param findings gets one for each circle
   */
  static List<String> of(Map<String, JsonNode> resources, Names names, List<String> findings) {
    Order order = new Order(resources, names, findings);
    resources.keySet().forEach(order::visit);
    return List.copyOf(order.done);
  }

  /** What the resource needs, by name: resources and parameters, in the order of the text. */
  static Set<String> needs(JsonNode resource) {
    Set<String> needs = new LinkedHashSet<>();
    JsonNode dependsOn = resource.path("DependsOn");
    if (dependsOn.isTextual()) {
      needs.add(dependsOn.asText());
    }
    dependsOn.forEach(each -> needs.add(each.asText()));
    Call.references(resource.path("Properties"), (name, attribute) -> needs.add(name));
    return needs;
  }

  private void visit(String logicalId) {
    if (done.contains(logicalId)) {
      return;
    }
    int start = open.indexOf(logicalId);
    if (start >= 0) {
      refuse(open.subList(start, open.size()));
      return;
    }
    open.add(logicalId);
    needs(resources.getOrDefault(logicalId, MissingNode.getInstance())).stream()
        .filter(resources::containsKey)
        .forEach(this::visit);
    open.remove(open.size() - 1);
    done.add(logicalId);
  }

  private void refuse(List<String> circle) {
    circle.forEach(names::failed);
    findings.add(
        "The resources '%s' -> '%s' need each other in a circle."
            .formatted(String.join("' -> '", circle), circle.get(0)));
  }
}
