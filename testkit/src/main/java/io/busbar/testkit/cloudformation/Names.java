// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.busbar.testkit.Region;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What names mean: parameters, pseudo parameters and the resources that are there so far. */
final class Names {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Map<String, JsonNode> values = new HashMap<>();
  private final Map<String, Physical> resources = new TreeMap<>();
  private final Map<String, String> given;
  private final Set<String> failed = new HashSet<>();
  private final Map<String, String> leftOut = new HashMap<>();

  /**
   * @param given values from outside, by {@code Name} or {@code Name.Attribute}; they win
   */
  Names(Region region, String stackName, Map<String, String> given) {
    this.given = given;
    String account = region.account().id();
    text("AWS::AccountId", account);
    text("AWS::Region", region.name());
    text("AWS::Partition", "aws");
    text("AWS::URLSuffix", "amazonaws.com");
    text("AWS::StackName", stackName);
    text(
        "AWS::StackId",
        "arn:aws:cloudformation:%s:%s:stack/%s/00000000-0000-0000-0000-000000000000"
            .formatted(region.name(), account, stackName));
    values.put("AWS::NotificationARNs", JSON.arrayNode());
    values.put("AWS::NoValue", MissingNode.getInstance());
  }

  void put(String parameter, JsonNode value) {
    values.put(parameter, value);
  }

  void put(String logicalId, Physical resource) {
    resources.put(logicalId, resource);
  }

  /** A finding tells of it already; whatever needs it needs no further one. */
  void failed(String logicalId) {
    failed.add(logicalId);
  }

  boolean hasFailed(String logicalId) {
    return failed.contains(logicalId);
  }

  void leftOut(String logicalId, String condition) {
    leftOut.put(logicalId, condition);
  }

  /** The resources that are there, by logical id. */
  Map<String, Physical> resources() {
    return resources;
  }

  JsonNode ref(String name) {
    if (given.containsKey(name)) {
      return JSON.textNode(given.get(name));
    }
    JsonNode value = values.get(name);
    return value == null ? JSON.textNode(resource(name).ref()) : value;
  }

  JsonNode attribute(String logicalId, String attribute) {
    String name = logicalId + '.' + attribute;
    if (given.containsKey(name)) {
      return JSON.textNode(given.get(name));
    }
    Physical resource = resource(logicalId);
    String value = resource.attributes().get(attribute);
    if (value == null) {
      throw new Mistake(
          "The attribute '%s' of '%s' (%s) is not known here. Give it with .given(\"%s\", \"…\")."
              .formatted(attribute, logicalId, resource.type(), name));
    }
    return JSON.textNode(value);
  }

  private Physical resource(String name) {
    Physical resource = resources.get(name);
    if (resource != null) {
      return resource;
    }
    String condition = leftOut.get(name);
    throw condition == null
        ? new Mistake("'%s' is neither a parameter nor a resource of the template.".formatted(name))
        : new Mistake(
            "'%s' is not there, because its condition '%s' does not hold."
                .formatted(name, condition));
  }

  private void text(String name, String value) {
    values.put(name, JSON.textNode(value));
  }
}
