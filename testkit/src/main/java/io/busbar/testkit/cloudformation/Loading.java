// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.busbar.core.BusbarException;
import io.busbar.testkit.Region;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One loading of a template into a Region. */
final class Loading {
  private static final String CONDITION = "Condition";

  private final JsonNode template;
  private final Choices choices;
  private final List<String> findings;
  private final Resource.Site site;
  private final Names names;
  private final Expressions expressions;
  private final Conditions conditions;

  private Loading(JsonNode template, Choices choices, Region region, List<String> findings) {
    this.template = template;
    this.choices = choices;
    this.findings = findings;
    this.site = new Resource.Site(region, choices.stackName());
    this.names = new Names(region, choices.stackName(), choices.given());
    this.expressions = new Expressions(names, template.path("Mappings"), choices.imports());
    this.conditions = new Conditions(template.path("Conditions"), expressions);
  }

  /** Makes all that can be made; what cannot becomes findings. */
  static Stack run(JsonNode template, Choices choices, Region region, List<String> findings) {
    Loading loading = new Loading(template, choices, region, findings);
    new Parameters(template.path("Parameters"), choices.parameters())
        .resolve(loading.names, findings);
    Map<String, JsonNode> resources = loading.resources();
    for (String id : Order.of(resources, loading.names, findings)) {
      loading.make(id, resources.getOrDefault(id, MissingNode.getInstance()));
    }
    return new Stack(choices.stackName(), region, loading.names.resources(), loading.outputs());
  }

  /** Those whose conditions hold and that are not left out, without {@code Fn::If}. */
  private Map<String, JsonNode> resources() {
    Map<String, JsonNode> resources = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> each : template.path("Resources").properties()) {
      String id = each.getKey();
      JsonNode resource = each.getValue();
      guard(
          id,
          "Resource '%s' (%s)".formatted(id, type(resource)),
          () -> {
            if (isThere(id, resource)) {
              JsonNode pruned = conditions.prune(resource);
              var unused = Order.needs(pruned); // Refuses calls that cannot be read.
              resources.put(id, pruned);
            }
          });
    }
    return resources;
  }

  private boolean isThere(String id, JsonNode resource) {
    String condition = resource.path(CONDITION).asText();
    if (!condition.isEmpty() && !conditions.holds(condition)) {
      names.leftOut(id, condition);
      return false;
    }
    if (choices.ignores(id, type(resource))) {
      names.put(id, IgnoredResource.of(id, conditions.prune(resource), site, expressions));
      return false;
    }
    return true;
  }

  private void make(String id, JsonNode resource) {
    ResourceType type = ResourceType.find(type(resource));
    if (type == null || Order.needs(resource).stream().anyMatch(names::hasFailed)) {
      names.failed(id);
      return;
    }
    guard(
        id,
        "Resource '%s' (%s)".formatted(id, type(resource)),
        () -> {
          Properties properties = new Properties(expressions.resolve(taken(resource, type)));
          names.put(id, type.make().apply(new Resource(id, type(resource), properties, site)));
        });
  }

  /** The properties that the type knows; the check has told of the others. */
  private static ObjectNode taken(JsonNode resource, ResourceType type) {
    ObjectNode taken = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> each : resource.path("Properties").properties()) {
      if (type.properties().contains(each.getKey())) {
        taken.set(each.getKey(), each.getValue());
      }
    }
    return taken;
  }

  private Map<String, String> outputs() {
    Map<String, String> outputs = new TreeMap<>();
    for (Map.Entry<String, JsonNode> each : template.path("Outputs").properties()) {
      guard(
          each.getKey(),
          "Output '%s'".formatted(each.getKey()),
          () -> {
            String condition = each.getValue().path(CONDITION).asText();
            if (condition.isEmpty() || conditions.holds(condition)) {
              addOutput(each.getKey(), conditions.prune(each.getValue().path("Value")), outputs);
            }
          });
    }
    return outputs;
  }

  private void addOutput(String name, JsonNode value, Map<String, String> outputs) {
    boolean[] failed = {false};
    Call.references(value, (used, attribute) -> failed[0] |= names.hasFailed(used));
    if (!failed[0]) {
      outputs.put(name, expressions.text(value));
    }
  }

  private void guard(String id, String where, Runnable work) {
    try {
      work.run();
    } catch (BusbarException refusal) {
      names.failed(id);
      findings.add(where + ": " + refusal.getMessage());
    }
  }

  private static String type(JsonNode resource) {
    return resource.path("Type").asText();
  }
}
