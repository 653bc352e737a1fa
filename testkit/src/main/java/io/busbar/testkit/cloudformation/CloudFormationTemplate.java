// SPDX-License-Identifier: Apache-2.0
package io.busbar.testkit.cloudformation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.busbar.core.ConfigurationException;
import io.busbar.testkit.InMemoryOrganization;
import io.busbar.testkit.Region;
import io.busbar.testkit.VirtualClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A CloudFormation template, in JSON or YAML, whose buses, rules, queues, policies, archives, keys,
 * secrets and log groups can be made in memory: a test then runs against the routing that is
 * deployed.
 *
 * <pre>{@code
 * Stack hub = CloudFormationTemplate.read(Path.of("infra/central-bus.yaml"))
 *     .parameter("Stage", "test")
 *     .ignoring("AWS::CloudWatch::Alarm")
 *     .loadInto(aws.account("121212121212").region("us-east-1"));
 * }</pre>
 *
 * <p>It knows parameters with defaults, pseudo parameters, conditions, mappings, outputs, and the
 * functions {@code Ref}, {@code GetAtt}, {@code Sub}, {@code Join}, {@code Select}, {@code Split},
 * {@code If}, {@code FindInMap} and {@code ImportValue}. Whatever it does not know is an error that
 * names the resource, and nothing is made. A resource without a name is called like the stack and
 * its logical id, as in {@code grocery-Orders}, without the random end that AWS adds.
 *
 * <p>The setters change this object; not thread-safe.
 */
public final class CloudFormationTemplate {
  private static final String DEFAULT_NAME = "stack";

  private final String file;
  private final ObjectNode template;
  private final Map<String, String> parameters = new TreeMap<>();
  private final Map<String, String> given = new TreeMap<>();
  private final Map<String, String> imports = new TreeMap<>();
  private final Set<String> ignored = new TreeSet<>();
  private String stackName;

  private CloudFormationTemplate(String file, String stackName, String text) {
    this.file = file;
    this.stackName = stackName;
    this.template = TemplateText.read(file, text);
  }

  /**
   * Reads a file in UTF-8, whose name without its end becomes the stack's name.
   *
   * @throws ConfigurationException if it is not YAML or JSON
   * @throws UncheckedIOException if it cannot be read
   */
  public static CloudFormationTemplate read(Path file) {
    String name = String.valueOf(file.getFileName());
    String stackName = name.replaceFirst("(\\.template)?\\.[A-Za-z]+$", "");
    try {
      return new CloudFormationTemplate(
          name, stackName.replaceAll("[^A-Za-z0-9-]", "-"), Files.readString(file));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(
          "The template '%s' cannot be read: %s".formatted(file, unreadable.getMessage()),
          unreadable);
    }
  }

  /**
   * A template that is given as a text.
   *
   * @throws ConfigurationException if it is not YAML or JSON
   */
  public static CloudFormationTemplate of(String text) {
    return new CloudFormationTemplate("template", DEFAULT_NAME, text);
  }

  /** The names of the parameters that the template declares, in its order. */
  public List<String> parameters() {
    List<String> names = new ArrayList<>();
    template.path("Parameters").fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** Gives a parameter its value. Default: the template's. */
  public CloudFormationTemplate parameter(String name, String value) {
    parameters.put(name, value);
    return this;
  }

  /** {@code AWS::StackName}. Default: the file's name without its end, else {@code stack}. */
  public CloudFormationTemplate stackName(String name) {
    this.stackName = name;
    return this;
  }

  /**
   * Leaves resources or properties out: by type ({@code AWS::IAM::Role}), logical id, or either
   * with a property ({@code AWS::SQS::Queue.Foo}). What refers to a resource that is left out gets
   * its name, or the ARN that AWS would give it, where that follows from the name. Default: none.
   */
  public CloudFormationTemplate ignoring(String... typesOrLogicalIds) {
    ignored.addAll(List.of(typesOrLogicalIds));
    return this;
  }

  /**
   * What {@code Ref} or {@code GetAtt} gives, for resources that are left out.
   *
   * @param reference a logical id, or one with an attribute, as in {@code Cluster.Endpoint}
   */
  public CloudFormationTemplate given(String reference, String value) {
    given.put(reference, value);
    return this;
  }

  /** What another stack exports under this name, for {@code ImportValue}. */
  public CloudFormationTemplate importing(String name, String value) {
    imports.put(name, value);
    return this;
  }

  /**
   * Makes the resources in an account and a Region. What is there already under the same names is
   * changed to be as described, so that a template can be loaded again.
   *
   * @throws ConfigurationException with all findings, if there is anything that cannot be made;
   *     then nothing is made
   */
  public Stack loadInto(Region region) {
    Choices choices =
        new Choices(
            stackName,
            Map.copyOf(parameters),
            Map.copyOf(given),
            Map.copyOf(imports),
            Set.copyOf(ignored));
    List<String> findings = new ArrayList<>();
    choices.check(template, findings);
    Stack rehearsed = Loading.run(template, choices, likeness(region), findings);
    assert rehearsed.name().equals(stackName);
    refuse(region, findings);
    Stack stack = Loading.run(template, choices, region, findings);
    refuse(region, findings);
    return stack;
  }

  private void refuse(Region region, List<String> findings) {
    if (!findings.isEmpty()) {
      throw ConfigurationException.of(
          "The template '%s' cannot be loaded into account %s in %s"
              .formatted(file, region.account().id(), region.name()),
          findings);
    }
  }

  /** An organization to rehearse in, with what the template may refer to. */
  private static Region likeness(Region region) {
    InMemoryOrganization real = region.account().organization();
    Region likeness =
        InMemoryOrganization.builder()
            .time(VirtualClock.create())
            .seed(real.seed())
            .limits(real.limits())
            .organizationId(real.organizationId())
            .enforcePolicies(real.enforcesPolicies())
            .build()
            .account(region.account().id())
            .region(region.name());
    region.buses().forEach(bus -> likeness.bus(bus.name()));
    region.queues().forEach(queue -> likeness.queue(queue.name()));
    return likeness;
  }
}
