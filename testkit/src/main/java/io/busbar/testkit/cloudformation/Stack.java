// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.cloudformation;

import io.busbar.testkit.Bus;
import io.busbar.testkit.Queue;
import io.busbar.testkit.Region;
import io.busbar.testkit.Rule;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** What a template has made in a Region, by the logical ids of the template. Immutable. */
public final class Stack {
  private final String name;
  private final Region region;
  private final Map<String, Physical> resources;
  private final Map<String, String> outputs;

  Stack(String name, Region region, Map<String, Physical> resources, Map<String, String> outputs) {
    this.name = name;
    this.region = region;
    this.resources = Map.copyOf(resources);
    this.outputs = Collections.unmodifiableMap(new TreeMap<>(outputs));
  }

  public String name() {
    return name;
  }

  public Region region() {
    return region;
  }

  /** The values of the template's outputs, by name. */
  public Map<String, String> outputs() {
    return outputs;
  }

  /**
   * What {@code Ref} gives for this resource.
   *
   * @throws IllegalArgumentException if the stack has no such resource
   */
  public String ref(String logicalId) {
    return resource(logicalId).ref();
  }

  /**
   * What {@code Fn::GetAtt} gives.
   *
   * @throws IllegalArgumentException if the stack has no such resource, or it no such attribute
   */
  public String attribute(String logicalId, String attribute) {
    String value = resource(logicalId).attributes().get(attribute);
    if (value == null) {
      throw new IllegalArgumentException(
          "The resource '%s' of the stack '%s' has no attribute '%s'. It has %s."
              .formatted(
                  logicalId,
                  name,
                  attribute,
                  new TreeMap<>(resource(logicalId).attributes()).keySet()));
    }
    return value;
  }

  /**
   * The queue that this resource has become.
   *
   * @throws IllegalArgumentException unless the stack has a queue of this logical id
   */
  public Queue queue(String logicalId) {
    return region.requireQueue(attribute(logicalId, "QueueName"));
  }

  /**
   * The bus that this resource has become.
   *
   * @throws IllegalArgumentException unless the stack has a bus of this logical id
   */
  public Bus bus(String logicalId) {
    return region.requireBus(attribute(logicalId, "Name"));
  }

  /**
   * The rule that this resource has become.
   *
   * @throws IllegalArgumentException unless the stack has a rule of this logical id
   */
  public Rule rule(String logicalId) {
    String[] parts = attribute(logicalId, "Arn").replaceFirst("^.*:rule/", "").split("/", -1);
    String bus = parts.length == 1 ? Region.DEFAULT_BUS : parts[0];
    return region.requireBus(bus).requireRule(parts[parts.length - 1]);
  }

  private Physical resource(String logicalId) {
    Physical resource = resources.get(logicalId);
    if (resource == null) {
      throw new IllegalArgumentException(
          "The stack '%s' has no resource '%s'. It has %s."
              .formatted(name, logicalId, new TreeMap<>(resources).keySet()));
    }
    return resource;
  }

  @Override
  public String toString() {
    return name + " in " + region;
  }
}
